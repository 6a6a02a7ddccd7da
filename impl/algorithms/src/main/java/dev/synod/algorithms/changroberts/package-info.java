/** Election on a ring: Chang and Roberts 1979; specified in {@code specs/chang-roberts}. */
package dev.synod.algorithms.changroberts;
