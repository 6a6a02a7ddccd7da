/**
 * Makes a failing trace small: as few events as fail for the same reason.
 */
package dev.synod.replay.minimise;
