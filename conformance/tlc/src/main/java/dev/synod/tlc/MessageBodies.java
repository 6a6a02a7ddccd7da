package dev.synod.tlc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the figures, names and places inside the bodies of messages, as TLC 2.18 words them. The only place that knows
 * this wording; a version that words them differently gets a class of its own.
 */
final class MessageBodies {

    private static final String NUMBER = "(-?[\\d,]+)";
    private static final Pattern COUNTS = Pattern.compile(NUMBER + " states generated(?: \\([^)]*\\))?, "
            + NUMBER + " distinct states found(?: \\([^)]*\\))?, " + NUMBER + " states left on queue\\.");
    /** TLC 2.18 says "51 states generated", later versions "51 states checked" or "number of states generated: 51". */
    private static final Pattern SIMULATED = Pattern.compile(
            NUMBER + " states (?:generated|checked)|states (?:generated|checked): " + NUMBER);
    private static final Pattern PROGRESS = Pattern.compile("Progress\\(" + NUMBER + "\\)");
    private static final Pattern DEPTH = Pattern.compile("search is " + NUMBER + "\\.");
    private static final Pattern PROBABILITY = Pattern.compile("val = ([0-9.E+-]+)");
    private static final String PLACE = "line (\\d+), col (\\d+) to line (\\d+), col (\\d+) of module (\\w+)";
    private static final Pattern LOCATION = Pattern.compile(PLACE);
    private static final Pattern POSITION = Pattern.compile(
            "Line (\\d+), column (\\d+) to line (\\d+), column (\\d+) in (\\w+)");
    private static final Pattern STATE_HEADER = Pattern.compile("(\\d+): <(.*?)(?: " + PLACE + ")?>");
    private static final Pattern BACK_TO_STATE = Pattern.compile("(\\d+): [^<]*(?:<(.*?)(?: " + PLACE + ")?>)?\\s*");
    private static final Pattern COVERAGE = Pattern.compile(
            "<(.*?) " + PLACE + "(?: \\([^)]*\\))?>: " + NUMBER + ":" + NUMBER);
    private static final Pattern VARIABLE = Pattern.compile("(?:/\\\\ )?(\\w+) = (.*)", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile(
            "(?:Invariant|Property|Action property) (.*?) is violated(?:\\.| by the initial state:\\R?)",
            Pattern.DOTALL);
    private static final Pattern CONFIG_LINE = Pattern.compile("configuration file at line (\\d+)");
    private static final Pattern UNDEFINED = Pattern.compile("^The [\\w -]+? (\\w+) specified in the configuration file");
    private static final Pattern REGISTER = Pattern.compile("TLCGet\\((\\S+)\\) was undefined");
    private static final Pattern NESTED = Pattern.compile("@!@!@STARTMSG (-?\\d+):\\d+ @!@!@\\R?");
    private static final Pattern NESTED_END = Pattern.compile("\\R?@!@!@ENDMSG -?\\d+ @!@!@");
    private static final Pattern EXCEPTION = Pattern.compile("The exception was an? ([\\w.$]+)");
    private static final String VERSION_PREFIX = "TLC2 ";

    private MessageBodies() {
    }

    /** The version in a {@code TLC_VERSION} message. */
    static String version(String body) {
        return body.startsWith(VERSION_PREFIX) ? body.substring(VERSION_PREFIX.length()) : body;
    }

    /** The counts in a {@code TLC_STATS} or {@code TLC_PROGRESS_STATS} message. */
    static Optional<Statistics.Counts> counts(String body) {
        Matcher counts = COUNTS.matcher(body);
        return counts.find()
                ? Optional.of(new Statistics.Counts(number(counts.group(1)), number(counts.group(2)),
                        number(counts.group(3))))
                : Optional.empty();
    }

    /** The number of states in a {@code TLC_PROGRESS_SIMU} or {@code TLC_STATS_SIMU} message. */
    static OptionalLong simulated(String body) {
        Matcher states = SIMULATED.matcher(body);
        return states.find()
                ? OptionalLong.of(number(states.group(1) == null ? states.group(2) : states.group(1)))
                : OptionalLong.empty();
    }

    /** The level in a {@code TLC_PROGRESS_STATS} message. */
    static OptionalInt level(String body) {
        return firstInt(PROGRESS, body);
    }

    /** The depth in a {@code TLC_SEARCH_DEPTH} message. */
    static OptionalInt depth(String body) {
        return firstInt(DEPTH, body);
    }

    /** The probability of a fingerprint collision in a {@code TLC_SUCCESS} message. */
    static Optional<Statistics.Collision> collision(String body) {
        Matcher values = PROBABILITY.matcher(body);
        if (!values.find()) {
            return Optional.empty();
        }
        double optimistic = Double.parseDouble(values.group(1));
        OptionalDouble actual = values.find()
                ? OptionalDouble.of(Double.parseDouble(values.group(1))) : OptionalDouble.empty();
        return Optional.of(new Statistics.Collision(optimistic, actual));
    }

    /** The property's name in a message that says it is violated. */
    static String property(String body) {
        Matcher named = NAMED.matcher(body);
        return named.find() ? named.group(1) : body.strip();
    }

    /** The state behind the first line of a message that says that the initial state violates a property. */
    static Optional<State> initialState(String body) {
        int end = body.indexOf('\n');
        return end < 0 ? Optional.empty()
                : Optional.of(new State(1, "Initial predicate", Optional.empty(), variables(body.substring(end + 1))));
    }

    /** The state in a {@code TLC_STATE_PRINT2} message. */
    static Optional<State> state(String body) {
        int end = body.indexOf('\n');
        Matcher header = STATE_HEADER.matcher(end < 0 ? body : body.substring(0, end));
        if (!header.matches()) {
            return Optional.empty();
        }
        return Optional.of(new State(Integer.parseInt(header.group(1)), header.group(2), location(header, 3),
                variables(end < 0 ? "" : body.substring(end + 1))));
    }

    /** Where a lasso closes. */
    record BackTo(int state, String action) {
    }

    /** The state that a {@code TLC_BACK_TO_STATE} message goes back to. */
    static Optional<BackTo> backTo(String body) {
        Matcher back = BACK_TO_STATE.matcher(body);
        if (!back.matches()) {
            return Optional.empty();
        }
        String action = back.group(2);
        return Optional.of(new BackTo(Integer.parseInt(back.group(1)), action == null ? "" : action));
    }

    /** The figures in a {@code TLC_COVERAGE_NEXT} or {@code TLC_COVERAGE_INIT} message. */
    static Optional<ActionCoverage> coverage(String body) {
        Matcher figures = COVERAGE.matcher(body);
        if (!figures.matches()) {
            return Optional.empty();
        }
        return Optional.of(new ActionCoverage(figures.group(1), location(figures, 2).orElseThrow(),
                number(figures.group(7)), number(figures.group(8))));
    }

    /** The first place that a message names. */
    static Optional<Location> location(String body) {
        Matcher place = LOCATION.matcher(body);
        return place.find() ? location(place, 1) : Optional.empty();
    }

    /** The innermost expression in a {@code TLC_NESTED_EXPRESSION} message. */
    static Optional<Location> innermost(String body) {
        Matcher place = POSITION.matcher(body);
        Optional<Location> last = Optional.empty();
        while (place.find()) {
            last = location(place, 1);
        }
        return last;
    }

    /** The line of the configuration that a message names. */
    static OptionalInt configLine(String body) {
        return firstInt(CONFIG_LINE, body);
    }

    /** The name that a configuration lists and the specification does not define. */
    static Optional<String> undefinedName(String body) {
        Matcher name = UNDEFINED.matcher(gist(body));
        return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** The argument of a {@code TLCGet} that is said to be undefined. */
    static Optional<String> undefinedRegister(String body) {
        Matcher register = REGISTER.matcher(body);
        return register.find() ? Optional.of(register.group(1)) : Optional.empty();
    }

    /** The codes of the messages inside a message. */
    static List<Integer> nestedCodes(String body) {
        List<Integer> codes = new ArrayList<>();
        Matcher nested = NESTED.matcher(body);
        while (nested.find()) {
            codes.add(Integer.valueOf(nested.group(1)));
        }
        return codes;
    }

    /** The class of the exception that a {@code GENERAL} message reports. */
    static Optional<String> exception(String body) {
        Matcher exception = EXCEPTION.matcher(body);
        return exception.find() ? Optional.of(exception.group(1)) : Optional.empty();
    }

    /** A message for people: what the innermost message says, without marks and preamble. */
    static String gist(String body) {
        String text = body;
        Matcher nested = NESTED.matcher(body);
        while (nested.find()) {
            text = body.substring(nested.end());
        }
        text = NESTED_END.matcher(text).replaceAll("");
        Matcher exception = EXCEPTION.matcher(text);
        if (exception.find()) {
            String cause = text.substring(exception.end()).replaceFirst("^\\s*:\\s*", "").strip();
            return cause.isEmpty() ? text.strip() : cause;
        }
        return text.strip();
    }

    private static Map<String, TlaValue> variables(String text) {
        Map<String, TlaValue> variables = new LinkedHashMap<>();
        StringBuilder assignment = new StringBuilder();
        for (String line : text.split("\n")) {
            if (line.startsWith("/\\ ") && assignment.length() > 0) {
                assign(assignment.toString(), variables);
                assignment.setLength(0);
            }
            assignment.append(assignment.length() == 0 ? "" : "\n").append(line);
        }
        assign(assignment.toString(), variables);
        return variables;
    }

    private static void assign(String text, Map<String, TlaValue> variables) {
        Matcher assignment = VARIABLE.matcher(text.strip());
        if (assignment.matches()) {
            variables.put(assignment.group(1), TlaValue.parse(assignment.group(2)));
        }
    }

    private static Optional<Location> location(Matcher place, int group) {
        if (place.group(group) == null) {
            return Optional.empty();
        }
        return Optional.of(new Location(place.group(group + 4), Integer.parseInt(place.group(group)),
                Integer.parseInt(place.group(group + 1)), Integer.parseInt(place.group(group + 2)),
                Integer.parseInt(place.group(group + 3))));
    }

    private static OptionalInt firstInt(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? OptionalInt.of((int) number(matcher.group(1))) : OptionalInt.empty();
    }

    private static long number(String digits) {
        return Long.parseLong(digits.replace(",", ""));
    }
}
