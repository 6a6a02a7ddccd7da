/** The replay engine held to stock TLC: the same traces, the same verdicts. */
package dev.synod.explore.oracle;
