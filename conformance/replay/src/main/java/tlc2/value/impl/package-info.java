/**
 * The one value that Synod adds to TLC's own; it stands in TLC's package because a TLC value cannot be written outside.
 */
package tlc2.value.impl;
