package dev.synod.algorithms.multipaxos;

import java.util.Objects;

/**
 * What a client asks the replicated state machine to do. Where a command may be absent, null is the one that does
 * nothing.
 *
 * @param client the client, a session of its own
 * @param seq    the command's number among those of the client, from 1
 * @param op     what is to be done, in the state machine's own language
 */
public record Command(String client, int seq, String op) {

    /** Refuses what the specification has no command for. */
    public Command {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(op, "op");
        if (seq < 1) {
            throw new IllegalArgumentException("A client numbers its commands from 1; found " + seq + ".");
        }
    }
}
