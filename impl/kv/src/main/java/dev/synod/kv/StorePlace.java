package dev.synod.kv;

import java.net.URI;

/**
 * Where a node's HTTP interface listens, as its {@link StoreService} tells it.
 *
 * @param at      the place
 * @param cluster the name of the node's cluster
 */
record StorePlace(URI at, String cluster) {

    /** Reads what {@link #toString} wrote. */
    static StorePlace parse(String word) {
        String[] parts = word.split(" ", 2);
        return new StorePlace(URI.create(parts[0]), parts[1]);
    }

    @Override
    public String toString() {
        return at + " " + cluster;
    }
}
