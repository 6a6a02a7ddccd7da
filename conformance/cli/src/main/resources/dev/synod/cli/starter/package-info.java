/** The lock of {@code specs/@name@/@Module@.tla}, as machines that run. */
package @package@;
