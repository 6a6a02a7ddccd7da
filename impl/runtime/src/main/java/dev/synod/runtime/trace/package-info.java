/** How a run of machines becomes a trace: the encoding of Java values, vector clocks and the differences of states. */
package dev.synod.runtime.trace;
