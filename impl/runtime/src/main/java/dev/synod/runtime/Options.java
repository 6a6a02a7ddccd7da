package dev.synod.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a user set of an algorithm's options, the rest at their defaults. */
public final class Options {

    /**
     * An option that an algorithm has.
     *
     * @param name         its name
     * @param defaultValue its value where the user sets none
     * @param meaning      what it does and what it may be, for a help text
     */
    public record Option(String name, String defaultValue, String meaning) {
    }

    /** The greatest number in a list that {@link #integers} reads, and a fair limit for others. */
    public static final int MOST = 999_999_999;

    private static final Pattern NUMBERS = Pattern.compile("\\s*\\d{1,9}(\\s*,\\s*\\d{1,9})*\\s*");

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * The given values, with defaults for what is not given.
     *
     * @throws IllegalArgumentException if a name is not known; the message lists the known ones
     */
    public static Options of(List<Option> known, Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        known.forEach(option -> values.put(option.name(), option.defaultValue()));
        given.forEach((name, value) -> {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException("Unknown option " + name + ". Known: "
                        + known.stream().map(Option::name).collect(Collectors.joining(", ")) + ".");
            }
            values.put(name, value);
        });
        return new Options(values);
    }

    /** The option's value as text. */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The algorithm declares no option " + name + ".");
        }
        return value;
    }

    /**
     * The option's value as a whole number.
     *
     * @throws IllegalArgumentException if it is none from {@code least} to {@code most}
     */
    public int integer(String name, int least, int most) {
        String text = text(name).strip();
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Reported below, as a number out of range is.
        }
        throw new IllegalArgumentException("Option " + name + " must be a whole number from " + least + " to " + most
                + "; found \"" + text + "\".");
    }

    /**
     * The option's value as different words, separated by commas; the option's name says what they are.
     *
     * @param example what it may be, for the message to the user
     * @throws IllegalArgumentException if a word is empty, or stands there twice
     */
    public List<String> distinct(String name, String example) {
        String text = text(name);
        List<String> words = Stream.of(text.split(",", -1)).map(String::strip).toList();
        if (words.contains("") || words.stream().distinct().count() < words.size()) {
            throw new IllegalArgumentException("Option " + name + " must be different " + name + ", separated by commas,"
                    + " such as " + example + "; found \"" + text + "\".");
        }
        return words;
    }

    /**
     * The option's value as a whole number for each node, from 0 to {@link #MOST}: one for all, or a list with one for each
     * in order.
     *
     * @param words what else the option may be, for the message to the user
     * @throws IllegalArgumentException if it is neither
     */
    public Map<NodeId, Integer> integers(String name, List<NodeId> nodes, String... words) {
        String text = text(name);
        List<Integer> numbers = NUMBERS.matcher(text).matches()
                ? Stream.of(text.strip().split("\\s*,\\s*")).map(Integer::valueOf).toList() : List.of();
        if (numbers.size() == 1) {
            numbers = Collections.nCopies(nodes.size(), numbers.get(0));
        }
        if (numbers.size() != nodes.size()) {
            throw new IllegalArgumentException("Option " + name + " must be "
                    + Stream.of(words).map(word -> word + ", or ").collect(Collectors.joining())
                    + "a whole number from 0 to " + MOST + ", or " + nodes.size() + " of them, one for each node;"
                    + " found \"" + text + "\".");
        }
        Map<NodeId, Integer> byNode = new LinkedHashMap<>();
        for (NodeId node : nodes) {
            byNode.put(node, numbers.get(byNode.size()));
        }
        return Collections.unmodifiableMap(byNode);
    }

    /** Every option with its value, in the order of declaration. */
    public Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    @Override
    public String toString() {
        return values.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(" "));
    }
}
