package dev.synod.tlc;

import java.time.Duration;
import java.util.Locale;

/** Figures for people, the same in every locale. */
public final class Words {

    private Words() {
    }

    /**
     * Writes a duration shortly.
     *
     * @param duration the duration
     * @return for example {@code 0.8 s}, {@code 12 s}, {@code 3 min 20 s} or {@code 2 h 5 min}
     */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7200) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /**
     * Writes a count with thousands separated.
     *
     * @param count the count
     * @return for example {@code 1,234,567}
     */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /**
     * Writes a count with its noun.
     *
     * @param count the count
     * @param noun  the noun in the singular; its plural ends in s
     * @return for example {@code 1 state} or {@code 2 states}
     */
    public static String of(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }
}
