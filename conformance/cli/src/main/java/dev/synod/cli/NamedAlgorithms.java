package dev.synod.cli;

import dev.synod.runtime.AlgorithmProvider;
import dev.synod.runtime.Algorithms;
import dev.synod.tlc.UnusableInputException;
import java.util.ArrayList;
import java.util.List;

/** Finds the algorithms that a user names. */
final class NamedAlgorithms {
    private NamedAlgorithms() {}

    /**
     * The algorithm of that name.
     *
     * @param command what the error calls the command
     * @throws UnusableInputException if there is none; the message lists the known ones
     */
    static AlgorithmProvider<?, ?> one(String command, String name) {
        try {
            return Algorithms.named(name);
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(command, e.getMessage(), "the name of an algorithm", "see synod list");
        }
    }

    /** The algorithms of those names, or all there are if none is named. */
    static List<AlgorithmProvider<?, ?>> allOf(String command, List<String> names) {
        if (names.isEmpty()) {
            return Algorithms.all();
        }
        List<AlgorithmProvider<?, ?>> found = new ArrayList<>();
        names.forEach(name -> found.add(one(command, name)));
        return found;
    }
}
