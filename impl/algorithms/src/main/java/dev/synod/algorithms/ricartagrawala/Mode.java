package dev.synod.algorithms.ricartagrawala;

/** What a process is doing. */
public enum Mode {
    /** Nothing that needs the critical section. */
    IDLE,
    /** Waiting to enter it. */
    REQUESTING,
    /** In it. */
    CRITICAL
}
