/** A small algorithm for the tests of the annotations. */
package dev.synod.junit.clock;
