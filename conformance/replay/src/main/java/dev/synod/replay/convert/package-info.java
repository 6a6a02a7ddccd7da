/**
 * Writes traces as plain TLA+ modules, for stock TLC to judge.
 */
package dev.synod.replay.convert;
