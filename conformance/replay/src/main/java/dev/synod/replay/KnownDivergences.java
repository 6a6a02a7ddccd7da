package dev.synod.replay;

import dev.synod.tlc.TlaValue;
import dev.synod.tlc.UnusableInputException;
import dev.synod.tlc.manifest.LocatedJson;
import dev.synod.trace.TraceHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Divergences that are known and allowed, each with its reason.
 *
 * <p>An entry names what the story of a divergence names: the specification, the action that is closest to explaining the
 * event, the conjunct of it that is false, and perhaps values of the action's arguments. It allows nothing else, so
 * another bug in the same action is still a divergence.
 *
 * <p>What comes after an allowed divergence is no behaviour of the specification any more. Where the trace logs every
 * variable, the next state is the one that it gives, and the replay goes on from there. Elsewhere the state would be a
 * guess: the replay of that trace ends, and the events after it are not looked at. Neither is ever {@link Verdict.Ok}.
 *
 * @param file    where they were read, or null
 * @param entries the entries, in the order of the file
 */
public record KnownDivergences(Path file, List<Entry> entries) {
    /** None. */
    public static final KnownDivergences NONE = new KnownDivergences(null, List.of());

    /** The format's name and version. */
    public static final String FORMAT = "synod-known/1";

    private static final Set<String> KEYS = Set.of("format", "known");
    private static final Set<String> ENTRY_KEYS = Set.of("spec", "action", "false", "args", "reason");

    /** Copies the list. */
    public KnownDivergences {
        entries = List.copyOf(entries);
    }

    /**
     * One known divergence.
     *
     * @param spec     the specification, as the trace's header names it
     * @param action   the closest action
     * @param conjunct the conjunct of it that is false, as the story tells it
     * @param args     values of some of the action's arguments; empty if any will do
     * @param reason   why it is allowed
     * @param line     the line on which the entry begins
     */
    public record Entry(
            String spec, String action, String conjunct, Map<String, TlaValue> args, String reason, long line) {
        private boolean fits(TraceHeader header, Attempt attempt) {
            return header.spec().equals(spec) && attempt.action().equals(action) && attempt.conjunct().equals(conjunct)
                    && args.entrySet().stream().allMatch(e -> attempt.bindings().containsKey(e.getKey())
                            && same(e.getValue(), TlaValue.parse(attempt.bindings().get(e.getKey()))));
        }

        /** A value that TLC shortens in print is none that can be compared: it fits no entry. */
        private static boolean same(TlaValue wanted, TlaValue actual) {
            return !(actual instanceof TlaValue.Unread) && wanted.equals(actual);
        }
    }

    /** A known divergence that a trace has. */
    public record Met(Entry entry, Divergence divergence) {}

    /** The first entry that allows a divergence of a trace, or null. */
    Entry find(TraceHeader header, Divergence divergence) {
        return entries.stream().filter(e -> e.fits(header, divergence.closest())).findFirst().orElse(null);
    }

    /** The entries that none of the traces needed. */
    public List<Entry> unused(Collection<ReplayResult> results) {
        List<Entry> unused = new ArrayList<>(entries);
        for (ReplayResult result : results) {
            if (result.verdict() instanceof Verdict.Known known) {
                known.met().forEach(m -> unused.remove(m.entry()));
            }
        }
        return unused;
    }

    /**
     * Reads a file of known divergences:
     * {@code {"format":"synod-known/1","known":[{"spec":...,"action":...,"false":...,"args":{...},"reason":...}]}}, with
     * the arguments' values in TLA+ as the story has them.
     *
     * @throws UnusableInputException if it cannot be read or has another form
     */
    public static KnownDivergences read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnusableInputException(file.toString(), "a file that cannot be read", "known divergences",
                    "check that it is there and that you may read it");
        }
        LocatedJson root = LocatedJson.read(file, bytes);
        Map<String, LocatedJson> fields = fields(root, KEYS, KEYS);
        if (!text(fields.get("format")).equals(FORMAT)) {
            throw fields.get("format").wrong('"' + text(fields.get("format")) + '"', '"' + FORMAT + '"',
                    "correct the format");
        }
        List<Entry> entries = new ArrayList<>();
        for (LocatedJson json : fields.get("known").items()) {
            entries.add(entry(json));
        }
        return new KnownDivergences(file, entries);
    }

    private static Entry entry(LocatedJson json) {
        Map<String, LocatedJson> fields = fields(json, ENTRY_KEYS, Set.of("spec", "action", "false", "reason"));
        Map<String, TlaValue> args = new LinkedHashMap<>();
        if (fields.containsKey("args")) {
            fields.get("args").fields().forEach((name, value) -> args.put(name, value(value)));
        }
        return new Entry(text(fields.get("spec")), text(fields.get("action")), text(fields.get("false")), args,
                text(fields.get("reason")), json.line());
    }

    private static TlaValue value(LocatedJson json) {
        TlaValue value = TlaValue.parse(text(json));
        if (value instanceof TlaValue.Unread) {
            throw json.wrong('"' + text(json) + '"', "a value in TLA+, as the story of the divergence has it",
                    "write strings in quotes, \"\\\"p1\\\"\", and records as [field |-> value]");
        }
        return value;
    }

    private static String text(LocatedJson json) {
        if (json.text().isBlank()) {
            throw json.wrong("an empty string", "some text", "fill it in");
        }
        return json.text();
    }

    private static Map<String, LocatedJson> fields(LocatedJson json, Set<String> known, Set<String> required) {
        Map<String, LocatedJson> fields = json.fields();
        fields.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.wrong("the key \"" + key + '"', "one of " + String.join(", ", new TreeSet<>(known)),
                        "correct the key, or remove it");
            }
        });
        for (String key : new TreeSet<>(required)) {
            if (!fields.containsKey(key)) {
                throw json.wrong("no \"" + key + '"', String.join(", ", new TreeSet<>(required)), "add it");
            }
        }
        return fields;
    }
}
