package dev.synod.tlc.manifest;

import java.util.OptionalInt;

/**
 * How many workers a manifest asks for.
 *
 * @param count a number, or empty where the manifest says {@code auto}, one for each core
 */
public record Workers(OptionalInt count) {

    /** One for each core. */
    public static final Workers AUTO = new Workers(OptionalInt.empty());

    /**
     * A fixed number.
     *
     * @param count at least 1
     * @return so many; never null
     */
    public static Workers of(int count) {
        return new Workers(OptionalInt.of(count));
    }
}
