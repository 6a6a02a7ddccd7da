package dev.synod.runtime;

/** Says what is wrong with how a machine is declared, where, and what was expected. */
public class InvalidMachineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public InvalidMachineException(String message) {
        super(message);
    }

    public InvalidMachineException(String message, Throwable cause) {
        super(message, cause);
    }
}
