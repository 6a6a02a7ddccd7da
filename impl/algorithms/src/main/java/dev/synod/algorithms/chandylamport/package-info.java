/** A snapshot of a system that does not stand still: Chandy and Lamport 1985; specified in {@code specs/chandy-lamport}. */
package dev.synod.algorithms.chandylamport;
