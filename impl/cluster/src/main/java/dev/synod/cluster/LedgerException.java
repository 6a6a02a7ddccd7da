package dev.synod.cluster;

/** A ledger that cannot be used: whose it is, what was found, what was expected, what to do. It is left as it was. */
public class LedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LedgerException(String message) {
        super(message);
    }

    LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
