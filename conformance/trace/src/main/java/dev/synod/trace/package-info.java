/**
 * Execution traces: events, values in the encoding of the Informal Trace Format, and their reading and writing as
 * newline-delimited JSON.
 *
 * <p>{@link dev.synod.trace.HistoryRecorder} records what clients see of a shared object as a trace.
 *
 * <p>This package knows nothing of TLC, of specifications or of any algorithm.
 */
package dev.synod.trace;
