/** Arbitraries for jqwik: runs with faults that shrink to a smallest one whose trace leaves the specification. */
package dev.synod.junit.jqwik;
