/** Agreement in spite of crashes, in synchronous rounds: FloodSet, Lynch 1996; specified in {@code specs/flood-set}. */
package dev.synod.algorithms.floodset;
