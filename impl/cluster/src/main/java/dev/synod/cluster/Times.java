package dev.synod.cluster;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them. */
public final class Times {

    private static final Pattern LENGTH = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private Times() {
    }

    /**
     * Reads a length such as {@code 500ms}, {@code 30s}, {@code 2m} or {@code 1h}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Duration parse(String text) {
        Matcher matcher = LENGTH.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no length of time. Expected a whole number with ms, s, m or"
                    + " h behind it, such as 500ms or 30s.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** The length as {@link #parse} reads it. */
    public static String text(Duration length) {
        long millis = length.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
