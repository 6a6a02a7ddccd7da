/** Arbitraries for jqwik: topologies, and runs with faults that shrink to a smallest whose trace leaves the specification. */
package dev.synod.junit.jqwik;
