package dev.synod.tlc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a run has printed so far, by message code. Judges nothing; {@link Judgement} does that at the end.
 */
final class RunTranscript {

    private static final int TAIL = 40;

    private final ProgressListener listener;
    private final MessageReader reader = new MessageReader(this::message, this::plain);
    private final ParserOutput parser = new ParserOutput();
    private final List<ToolMessage> errors = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final List<ActionCoverage> coverage = new ArrayList<>();
    private final Set<Integer> seen = new HashSet<>();
    private final Deque<String> tail = new ArrayDeque<>();
    private String version = "unknown";
    private boolean parsing;
    private Optional<Statistics.Counts> counts = Optional.empty();
    private Optional<Statistics.Collision> collision = Optional.empty();
    private OptionalInt depth = OptionalInt.empty();
    private OptionalLong simulated = OptionalLong.empty();
    private OptionalInt loopStart = OptionalInt.empty();
    private String loopAction = "";

    RunTranscript(ProgressListener listener) {
        this.listener = listener;
    }

    /** Takes the next line that the tool printed. */
    void line(String line) {
        if (tail.size() == TAIL) {
            tail.removeFirst();
        }
        tail.addLast(line);
        reader.line(line);
    }

    private void plain(String line) {
        if (parsing) {
            parser.line(line);
        }
    }

    private void message(ToolMessage message) {
        seen.add(message.code());
        if (message.isError()) {
            errors.add(message);
        } else if (message.severity() == ToolMessage.WARNING && message.code() != MessageCode.TLC_GARBAGE_COLLECTOR) {
            warnings.add(MessageBodies.gist(message.body()));
        }
        switch (message.code()) {
            case MessageCode.TLC_VERSION -> version = MessageBodies.version(message.body());
            case MessageCode.TLC_SANY_START -> {
                parsing = true;
                listener.phase(ProgressListener.Phase.PARSING);
            }
            case MessageCode.TLC_SANY_END -> parsing = false;
            case MessageCode.TLC_COMPUTING_INIT -> listener.phase(ProgressListener.Phase.INITIAL_STATES);
            case MessageCode.TLC_INIT_GENERATED1, MessageCode.TLC_INIT_GENERATED2 ->
                    listener.phase(ProgressListener.Phase.SEARCHING);
            case MessageCode.TLC_CHECKING_TEMPORAL_PROPS ->
                    listener.phase(ProgressListener.Phase.TEMPORAL_PROPERTIES);
            case MessageCode.TLC_FINISHED -> listener.phase(ProgressListener.Phase.FINISHED);
            case MessageCode.TLC_PROGRESS_STATS -> progress(message.body());
            case MessageCode.TLC_PROGRESS_SIMU, MessageCode.TLC_STATS_SIMU -> simulated(message.body());
            case MessageCode.TLC_STATS -> counts = MessageBodies.counts(message.body()).or(() -> counts);
            case MessageCode.TLC_SEARCH_DEPTH -> depth = MessageBodies.depth(message.body());
            case MessageCode.TLC_SUCCESS -> collision = MessageBodies.collision(message.body());
            case MessageCode.TLC_STATE_PRINT2 -> MessageBodies.state(message.body()).ifPresent(states::add);
            case MessageCode.TLC_BACK_TO_STATE -> MessageBodies.backTo(message.body()).ifPresent(back -> {
                loopStart = OptionalInt.of(back.state());
                loopAction = back.action();
            });
            case MessageCode.TLC_COVERAGE_START -> coverage.clear();
            case MessageCode.TLC_COVERAGE_INIT, MessageCode.TLC_COVERAGE_NEXT ->
                    MessageBodies.coverage(message.body()).ifPresent(coverage::add);
            default -> { }
        }
    }

    private void progress(String body) {
        MessageBodies.counts(body).ifPresent(now -> {
            counts = Optional.of(now);
            listener.progress(new Progress(MessageBodies.level(body).orElse(0), now.generated(), now.distinct(),
                    now.queued()));
        });
    }

    private void simulated(String body) {
        OptionalLong now = MessageBodies.simulated(body);
        if (now.isPresent()) {
            simulated = now;
            listener.progress(new Progress(0, now.getAsLong(), 0, 0));
        }
    }

    /** Adds a warning of our own. */
    synchronized void warn(String warning) {
        warnings.add(warning);
    }

    boolean saw(int code) {
        return seen.contains(code);
    }

    List<ToolMessage> errors() {
        return errors;
    }

    List<State> states() {
        return states;
    }

    OptionalInt loopStart() {
        return loopStart;
    }

    String loopAction() {
        return loopAction;
    }

    ParserOutput parser() {
        return parser;
    }

    List<String> tail() {
        return List.copyOf(tail);
    }

    String version() {
        return version;
    }

    Optional<Statistics.Counts> counts() {
        return counts;
    }

    Optional<Statistics.Collision> collision() {
        return collision;
    }

    OptionalLong simulated() {
        return simulated;
    }

    OptionalInt depth() {
        return depth;
    }

    List<ActionCoverage> coverage() {
        return coverage;
    }

    synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }
}
