package dev.synod.runtime;

import java.util.List;

/** The mutants of one algorithm, found through {@link java.util.ServiceLoader}; they live in test sources. */
public interface MutantProvider {

    /** The name of the algorithm of which they are mutants. */
    String algorithm();

    /** All of them. */
    List<Mutant> mutants();
}
