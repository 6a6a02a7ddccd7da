package dev.synod.algorithms.multipaxos;

/**
 * A vote.
 *
 * @param slot the slot of the log, from 1
 * @param bal  the ballot
 * @param cmd  the command, or null for the one that does nothing
 */
public record Vote(int slot, int bal, Command cmd) {

    /** What is known when a majority has cast this vote. */
    public Decision decision() {
        return new Decision(slot, cmd);
    }
}
