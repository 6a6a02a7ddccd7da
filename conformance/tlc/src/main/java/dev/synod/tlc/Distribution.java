package dev.synod.tlc;

/**
 * How to spread a search with TLC's distributed mode: a server that keeps the queue and the fingerprints, and worker
 * processes that compute next states.
 *
 * @param workers how many worker processes this program starts on this machine; 0 where all of them are started by
 *                hand on other machines
 * @param host    the name under which the workers reach the server; {@code localhost} keeps all of it on this machine
 */
public record Distribution(int workers, String host) {

    /** The name under which nothing leaves this machine. */
    public static final String LOOPBACK = "localhost";

    /** Refuses what could never end. */
    public Distribution {
        if (workers < 0 || workers == 0 && host.equals(LOOPBACK)) {
            throw new UnusableInputException("distributed", workers + " workers", "at least 1 on this machine",
                    "ask for more, or name this machine's address for workers elsewhere");
        }
    }
}
