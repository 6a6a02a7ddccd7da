/** Mutual exclusion by asking everybody: Ricart and Agrawala 1981; specified in {@code specs/ricart-agrawala}. */
package dev.synod.algorithms.ricartagrawala;
