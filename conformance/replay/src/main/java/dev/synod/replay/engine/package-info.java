/**
 * The part of the replay that speaks to TLC's evaluator.
 *
 * <p>tla2tools keeps static state per specification, so these classes are loaded once for each specification, together
 * with a copy of tla2tools of their own; see {@link dev.synod.replay.IsolatedEngine}. Nothing outside refers to this
 * package but by name.
 */
package dev.synod.replay.engine;
