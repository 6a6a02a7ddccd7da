/**
 * Measures the kit: what it costs to replay a trace, how that grows, and what TLC needs for the same.
 */
package dev.synod.explore.bench;
