package dev.synod.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Every algorithm on the class path, found through {@link ServiceLoader}. */
public final class Algorithms {

    private Algorithms() {
    }

    /** All of them, by name in alphabetical order. */
    public static List<AlgorithmProvider<?, ?>> all() {
        List<AlgorithmProvider<?, ?>> found = new ArrayList<>();
        ServiceLoader.load(AlgorithmProvider.class).forEach(found::add);
        found.sort(Comparator.comparing(AlgorithmProvider::name));
        return found;
    }

    /**
     * The algorithm of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static AlgorithmProvider<?, ?> named(String name) {
        List<AlgorithmProvider<?, ?>> all = all();
        return all.stream().filter(a -> a.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown algorithm \"" + name + "\". Known: "
                        + all.stream().map(AlgorithmProvider::name).collect(Collectors.joining(", ")) + "."));
    }
}
