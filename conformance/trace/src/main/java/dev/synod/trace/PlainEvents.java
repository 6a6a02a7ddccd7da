package dev.synod.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads events that are written as {@link TraceWriter} writes them: keys in its order, no white space, plain ASCII without
 * escapes, numbers of at most eighteen digits. Of anything else, and of anything that may be wrong, it says nothing, and
 * the JSON parser reads the line: that one alone knows what is an error, and tells where.
 *
 * <p>What has been read a short while ago is not read again: the same text gives the same object.
 */
final class PlainEvents {
    private static final int MAX_REMEMBERED = 256;
    private static final int SLOTS = 1 << 12;
    private static final int MAX_DIGITS = 18;
    private static final int MAX_DEPTH = 64;
    private static final String[] NO_NAMES = {};
    private static final Value[] NO_VALUES = {};

    /** The line cannot be read here. */
    private static final class NotPlain extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final NotPlain INSTANCE = new NotPlain();

        NotPlain() {
            super(null, null, false, false);
        }
    }

    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");
    private static final byte[] NODE = ascii(",\"node\":");
    private static final byte[] CLOCK = ascii(",\"clock\":");
    private static final byte[] ACTION = ascii(",\"action\":");
    private static final byte[] ARGS = ascii(",\"args\":");
    private static final byte[] STATE = ascii(",\"state\":");
    private static final byte[] START = ascii("{\"n\":");
    private static final byte[] SET = ascii("{\"#set\":[");
    private static final byte[] MAP = ascii("{\"#map\":[");
    private static final byte[] TUPLE = ascii("{\"#tup\":[");
    private static final byte[] PLUS = ascii("{\"#plus\":[");
    private static final byte[] EXCEPT = ascii("{\"#except\":[");
    private static final byte[] GONE = ascii(",\"#gone\":[");

    private final Set<String> loggable;
    private final byte[][] stringTexts = new byte[SLOTS][];
    private final Value.Str[] strings = new Value.Str[SLOTS];
    private final byte[][] valueTexts = new byte[SLOTS][];
    private final Value[] values = new Value[SLOTS];
    /** Where fields are gathered until their number is known; the inner ones behind the outer ones. */
    private String[] names = new String[64];
    private Value[] gathered = new Value[64];
    private long[] counts = new long[64];
    private int filled;
    private String[] clockNames = NO_NAMES;
    private int depth;

    private byte[] text;
    private int at;
    private int end;

    /** @param loggable the variables that an event's state may hold */
    PlainEvents(Set<String> loggable) {
        this.loggable = loggable;
    }

    /**
     * The event on a line, or null if the JSON parser must read it.
     *
     * @param n the number that the event must bear
     */
    TraceEvent read(byte[] buffer, int start, int length, long n) {
        text = buffer;
        at = start;
        end = start + length;
        filled = 0;
        depth = 0;
        try {
            return event(n);
        } catch (NotPlain e) {
            return null;
        }
    }

    private TraceEvent event(long n) {
        expect(START);
        if (number() != n) {
            throw NotPlain.INSTANCE;
        }
        expect(NODE);
        String node = string().value();
        Map<String, Long> clock = null;
        String action = null;
        Map<String, Value> args = null;
        Map<String, Value> state = Map.of();
        if (skip(CLOCK)) {
            clock = clock();
        }
        if (skip(ACTION)) {
            action = string().value();
        }
        if (skip(ARGS)) {
            args = fields();
        }
        if (skip(STATE)) {
            state = fields();
            if (state instanceof Fields<Value> some && !some.allIn(loggable)) {
                throw NotPlain.INSTANCE;
            }
        }
        expect('}');
        if (at != end) {
            throw NotPlain.INSTANCE;
        }
        return new TraceEvent(n, node, clock, action, args, state);
    }

    private Map<String, Long> clock() {
        expect('{');
        int size = 0;
        if (!skip('}')) {
            do {
                if (size == counts.length) {
                    throw NotPlain.INSTANCE;
                }
                names[size] = string().value();
                expect(':');
                counts[size] = number();
                size++;
            } while (skip(','));
            expect('}');
        }
        requireDistinct(0, size);
        if (size != clockNames.length || !sameAsClockNames()) {
            clockNames = Arrays.copyOf(names, size);
        }
        return new ClockEntries(clockNames, Arrays.copyOf(counts, size));
    }

    private boolean sameAsClockNames() {
        for (int i = 0; i < clockNames.length; i++) {
            if (!clockNames[i].equals(names[i])) {
                return false;
            }
        }
        return true;
    }

    private Map<String, Value> fields() {
        expect('{');
        if (skip('}')) {
            return Map.of();
        }
        return restOfFields(false);
    }

    private Fields<Value> restOfFields(boolean record) {
        int from = filled;
        do {
            Value.Str name = string();
            if (record && name.value().startsWith("#")) {
                throw NotPlain.INSTANCE;
            }
            expect(':');
            Value value = value();
            if (filled == names.length) {
                names = Arrays.copyOf(names, filled * 2);
            }
            if (filled == gathered.length) {
                gathered = Arrays.copyOf(gathered, filled * 2);
            }
            names[filled] = name.value();
            gathered[filled++] = value;
        } while (skip(','));
        expect('}');
        requireDistinct(from, filled);
        Fields<Value> fields =
                new Fields<>(Arrays.copyOfRange(names, from, filled), Arrays.copyOfRange(gathered, from, filled));
        filled = from;
        return fields;
    }

    private void requireDistinct(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            for (int j = from; j < i; j++) {
                if (names[i].equals(names[j])) {
                    throw NotPlain.INSTANCE;
                }
            }
        }
    }

    private Value value() {
        byte first = peek();
        if (first == '"') {
            return string();
        } else if (first == '{' || first == '[') {
            return remembered();
        } else if (first == '-' || first >= '0' && first <= '9') {
            return new Value.Int(first == '-' ? negative() : number());
        } else if (skip(TRUE)) {
            return new Value.Bool(true);
        } else if (skip(FALSE)) {
            return new Value.Bool(false);
        } else if (skip(NULL)) {
            return Value.NULL;
        }
        throw NotPlain.INSTANCE;
    }

    /** A composed value, or the one that was read from the same text. */
    private Value remembered() {
        int start = at;
        int hash = skim();
        int length = at - start;
        if (length > MAX_REMEMBERED) {
            at = start;
            return composed();
        }
        int slot = (hash ^ hash >>> 12) & SLOTS - 1;
        byte[] known = valueTexts[slot];
        if (known != null && Arrays.equals(known, 0, known.length, text, start, at)) {
            return values[slot];
        }
        int after = at;
        at = start;
        Value value = composed();
        if (at != after) {
            throw NotPlain.INSTANCE;
        }
        valueTexts[slot] = Arrays.copyOfRange(text, start, at);
        values[slot] = value;
        return value;
    }

    /** Goes behind the brackets that open here; returns a hash of what is between them. */
    private int skim() {
        int hash = 0;
        int open = 0;
        boolean quoted = false;
        int i = at;
        for (; i < end; i++) {
            byte b = text[i];
            hash = hash * 31 + b;
            if (b == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                // Brackets and braces differ in one bit.
                if ((b | 32) == '{') {
                    open++;
                } else if ((b | 32) == '}' && --open == 0) {
                    at = i + 1;
                    return hash;
                }
            }
        }
        throw NotPlain.INSTANCE;
    }

    private Value composed() {
        if (++depth > MAX_DEPTH) {
            throw NotPlain.INSTANCE;
        }
        Value value;
        if (skip('[')) {
            value = new Value.Tup(elements());
        } else if (skip(SET)) {
            value = new Value.SetOf(elements());
            expect('}');
        } else if (skip(MAP)) {
            value = new Value.Fun(entries());
            expect('}');
        } else if (skip(TUPLE)) {
            value = new Value.Tup(elements());
            expect('}');
        } else if (skip(PLUS)) {
            value = Value.plus(elements());
            expect('}');
        } else if (skip(EXCEPT)) {
            List<Value.Entry> changed = entries();
            value = new Value.Except(changed, skip(GONE) ? elements() : List.of());
            expect('}');
        } else {
            expect('{');
            if (skip('}')) {
                value = new Value.Rec(new Fields<>(NO_NAMES, NO_VALUES));
            } else {
                value = new Value.Rec(restOfFields(true));
            }
        }
        depth--;
        return value;
    }

    private List<Value> elements() {
        if (skip(']')) {
            return List.of();
        }
        List<Value> elements = new ArrayList<>();
        do {
            elements.add(value());
        } while (skip(','));
        expect(']');
        return elements;
    }

    private List<Value.Entry> entries() {
        if (skip(']')) {
            return List.of();
        }
        List<Value.Entry> entries = new ArrayList<>();
        do {
            expect('[');
            Value key = value();
            expect(',');
            Value value = value();
            expect(']');
            entries.add(new Value.Entry(key, value));
        } while (skip(','));
        expect(']');
        return entries;
    }

    private Value.Str string() {
        expect('"');
        int start = at;
        int hash = 0;
        for (; at < end; at++) {
            byte b = text[at];
            if (b == '"') {
                return string(start, at++, hash);
            }
            if (b < ' ' || b == '\\') {
                break;
            }
            hash = hash * 31 + b;
        }
        throw NotPlain.INSTANCE;
    }

    private Value.Str string(int start, int stop, int hash) {
        int slot = (hash ^ hash >>> 12) & SLOTS - 1;
        byte[] known = stringTexts[slot];
        if (known != null && Arrays.equals(known, 0, known.length, text, start, stop)) {
            return strings[slot];
        }
        Value.Str read = new Value.Str(new String(text, start, stop - start, StandardCharsets.US_ASCII));
        if (stop - start <= MAX_REMEMBERED) {
            stringTexts[slot] = Arrays.copyOfRange(text, start, stop);
            strings[slot] = read;
        }
        return read;
    }

    private long negative() {
        at++;
        long value = number();
        if (value == 0) {
            throw NotPlain.INSTANCE;
        }
        return -value;
    }

    /** A number without a sign, a fraction, an exponent or a zero in front. */
    private long number() {
        int start = at;
        long value = 0;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            value = value * 10 + text[at++] - '0';
        }
        int digits = at - start;
        if (digits == 0 || digits > MAX_DIGITS || digits > 1 && text[start] == '0') {
            throw NotPlain.INSTANCE;
        }
        return value;
    }

    private byte peek() {
        if (at == end) {
            throw NotPlain.INSTANCE;
        }
        return text[at];
    }

    private boolean skip(char c) {
        if (at < end && text[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private boolean skip(byte[] expected) {
        if (end - at < expected.length || text[at + 1] != expected[1]) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (text[at + i] != expected[i]) {
                return false;
            }
        }
        at += expected.length;
        return true;
    }

    private void expect(char c) {
        if (!skip(c)) {
            throw NotPlain.INSTANCE;
        }
    }

    private void expect(byte[] expected) {
        if (!skip(expected)) {
            throw NotPlain.INSTANCE;
        }
    }

    private static byte[] ascii(String s) {
        return s.getBytes(StandardCharsets.US_ASCII);
    }
}
