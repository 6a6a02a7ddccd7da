package dev.synod.algorithms.multipaxos;

/**
 * A command that is chosen for a slot of the log.
 *
 * @param slot the slot, from 1
 * @param cmd  the command, or null for the one that does nothing
 */
public record Decision(int slot, Command cmd) {
}
