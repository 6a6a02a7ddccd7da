package dev.synod.cli;

/**
 * A service that knows the algorithms that are written in Java. Found by {@link java.util.ServiceLoader}, so that the
 * command line names no algorithm.
 */
public interface MachineCatalogue {

    /**
     * Tells whether an algorithm has a machine.
     *
     * @param algorithm the algorithm's name, which is its folder's under {@code specs}
     * @return whether there is one
     */
    boolean hasMachine(String algorithm);

    /**
     * Counts an algorithm's mutants.
     *
     * @param algorithm the algorithm's name
     * @return how many there are
     */
    int mutants(String algorithm);
}
