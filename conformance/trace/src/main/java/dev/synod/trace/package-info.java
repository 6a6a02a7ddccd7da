/**
 * Execution traces: events, values in the encoding of the Informal Trace Format, and their reading and writing as
 * newline-delimited JSON.
 *
 * <p>This package knows nothing of TLC, of specifications or of any algorithm.
 */
package dev.synod.trace;
