package dev.synod.tlc;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads time limits as people write them in options and properties. */
public final class TimeLimits {

    private static final Pattern LIMIT = Pattern.compile("(\\d{1,9})(s|m|h)?");

    private TimeLimits() {
    }

    /**
     * Reads a time limit.
     *
     * @param where the option or property that it comes from
     * @param text  a number of seconds, or of what follows it: {@code s}, {@code m} or {@code h}
     * @return the limit, more than zero; never null
     * @throws UnusableInputException if the text is something else
     */
    public static Duration parse(String where, String text) {
        Matcher limit = LIMIT.matcher(text.strip());
        if (limit.matches() && Long.parseLong(limit.group(1)) > 0) {
            long count = Long.parseLong(limit.group(1));
            if ("h".equals(limit.group(2))) {
                return Duration.ofHours(count);
            }
            return "m".equals(limit.group(2)) ? Duration.ofMinutes(count) : Duration.ofSeconds(count);
        }
        throw new UnusableInputException(where, '"' + text + '"', "a time such as 90s, 5m or 2h",
                "write a whole number and a unit");
    }
}
