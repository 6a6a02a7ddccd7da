package dev.synod.tlc;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Says what a finished run means. Every result has to fit the exit status; one that does not is a
 * {@link CheckResult.ToolCrash}, whatever was printed.
 *
 * <p>The exit statuses are those of {@code tlc2.output.EC.ExitStatus}.
 */
final class Judgement {

    private static final int SUCCESS = 0;
    private static final int VIOLATION_ASSUMPTION = 10;
    private static final int VIOLATION_DEADLOCK = 11;
    private static final int VIOLATION_SAFETY = 12;
    private static final int VIOLATION_LIVENESS = 13;
    private static final int VIOLATION_ASSERT = 14;
    private static final int ERROR_SPEC_PARSE = 150;
    private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";
    /** Exceptions by which TLC says that an expression has no value. Any other exception is the tool's own fault. */
    private static final Set<String> EVALUATION_EXCEPTIONS = Set.of("java.lang.RuntimeException",
            "tlc2.tool.EvalException", "util.Assert$TLCRuntimeException", "tlc2.tool.FingerprintException",
            "util.WrongInvocationException", "java.lang.StackOverflowError");

    private final ModelRun run;
    private final RunTranscript transcript;
    private final RunDetails details;
    private final String standardError;

    Judgement(ModelRun run, RunTranscript transcript, RunDetails details, String standardError) {
        this.run = run;
        this.transcript = transcript;
        this.details = details;
        this.standardError = standardError;
    }

    /** The result of a run that was stopped, or that ended by itself. */
    CheckResult of(ToolProcess.Stop stop) {
        if (stop == ToolProcess.Stop.NONE) {
            return finished();
        }
        if (transcript.saw(MessageCode.TLC_FINISHED)) {
            CheckResult result = finished();
            if (!(result instanceof CheckResult.ToolCrash)) {
                return result;
            }
        }
        if (stop == ToolProcess.Stop.DISK) {
            return new CheckResult.LimitReached(CheckResult.Limit.DISK, "stopped before the disk had less than "
                    + Words.count(run.diskReserve() >> 20) + " MiB left", details);
        }
        return new CheckResult.LimitReached(CheckResult.Limit.TIME,
                "stopped after " + Words.duration(run.timeLimit().orElseThrow()), details);
    }

    /** The result of a run that ended by itself. */
    private CheckResult finished() {
        Optional<CheckResult> limit = limit();
        if (limit.isPresent()) {
            return limit.get();
        }
        return transcript.errors().isEmpty() ? withoutError() : withError(transcript.errors().get(0));
    }

    private Optional<CheckResult> limit() {
        for (ToolMessage error : transcript.errors()) {
            if (MessageCode.isMemory(error.code())
                    || MessageBodies.nestedCodes(error.body()).stream().anyMatch(MessageCode::isMemory)
                    || MessageBodies.exception(error.body()).filter(OUT_OF_MEMORY::equals).isPresent()) {
                return Optional.of(memory());
            }
            if (MessageCode.isDisk(error.code())) {
                return Optional.of(new CheckResult.LimitReached(CheckResult.Limit.DISK,
                        MessageBodies.gist(error.body()), details));
            }
        }
        return details.exitCode() != SUCCESS && standardError.contains(OUT_OF_MEMORY)
                ? Optional.of(memory()) : Optional.empty();
    }

    private CheckResult memory() {
        String heap = run.heapMegabytes().isPresent() ? run.heapMegabytes().getAsInt() + " MiB of heap" : "the heap";
        return new CheckResult.LimitReached(CheckResult.Limit.MEMORY, "ran out of memory with " + heap, details);
    }

    private CheckResult withoutError() {
        if (details.exitCode() != SUCCESS) {
            return crash("exit status " + details.exitCode() + " without an error message");
        }
        if (!(run.search() instanceof Search.Exhaustive)) {
            return withoutViolation();
        }
        if (!transcript.saw(MessageCode.TLC_SUCCESS)) {
            return crash("exit status 0, but TLC did not say that it succeeded");
        }
        if (!transcript.saw(MessageCode.TLC_STATS) || transcript.counts().isEmpty()) {
            return crash("exit status 0, but TLC printed no statistics");
        }
        if (transcript.counts().get().distinct() == 0 && ConfigFile.read(run.config()).behaviour()) {
            return new CheckResult.SpecError(CheckResult.Stage.EVALUATION, Optional.empty(),
                    "No state satisfies the initial predicate, so nothing was checked.", List.of(), details);
        }
        return new CheckResult.Success(details);
    }

    private CheckResult withoutViolation() {
        if (!transcript.saw(MessageCode.TLC_FINISHED)) {
            return crash("exit status 0, but TLC did not say that it finished");
        }
        if (transcript.simulated().orElse(0) == 0) {
            return crash("exit status 0, but TLC did not say how many states it saw");
        }
        return new CheckResult.NoViolationFound(details);
    }

    private CheckResult withError(ToolMessage error) {
        String body = error.body();
        List<State> states = transcript.states();
        return switch (error.code()) {
            case MessageCode.TLC_INVARIANT_VIOLATED_BEHAVIOR -> fitting(Set.of(VIOLATION_SAFETY),
                    safety(CheckResult.PropertyKind.INVARIANT, body, states));
            case MessageCode.TLC_INVARIANT_VIOLATED_INITIAL -> fitting(Set.of(VIOLATION_SAFETY),
                    safety(CheckResult.PropertyKind.INVARIANT, body, initial(body)));
            // TLC's exit status counts whatever stands under PROPERTY as liveness.
            case MessageCode.TLC_ACTION_PROPERTY_VIOLATED_BEHAVIOR -> fitting(
                    Set.of(VIOLATION_SAFETY, VIOLATION_LIVENESS),
                    safety(CheckResult.PropertyKind.ACTION_PROPERTY, body, states));
            case MessageCode.TLC_PROPERTY_VIOLATED_INITIAL -> fitting(Set.of(VIOLATION_SAFETY, VIOLATION_LIVENESS),
                    safety(CheckResult.PropertyKind.INITIAL_PREDICATE, body, initial(body)));
            case MessageCode.TLC_VALUE_ASSERT_FAILED -> fitting(Set.of(VIOLATION_ASSERT),
                    new CheckResult.SafetyViolation(CheckResult.PropertyKind.ASSERTION, assertion(body), states,
                            details));
            case MessageCode.TLC_DEADLOCK_REACHED -> fitting(Set.of(VIOLATION_DEADLOCK),
                    new CheckResult.Deadlock(states, details));
            case MessageCode.TLC_TEMPORAL_PROPERTY_VIOLATED -> fitting(Set.of(VIOLATION_LIVENESS), liveness());
            default -> withOtherError(error);
        };
    }

    private CheckResult withOtherError(ToolMessage error) {
        int code = error.code();
        String body = error.body();
        List<Integer> nested = MessageBodies.nestedCodes(body);
        Optional<String> register = MessageBodies.undefinedRegister(body).filter(ToolFeatures::isNewerRegister);
        if (register.isPresent()) {
            return failing(new CheckResult.Unsupported("TLCGet(\"" + register.get() + "\"), which newer versions of TLC "
                    + "know; this is " + details.toolVersion(), details));
        }
        if (MessageCode.isAssumption(code)) {
            return fitting(Set.of(VIOLATION_ASSUMPTION),
                    new CheckResult.AssumptionFailed(MessageBodies.location(body), body.strip(), details));
        }
        if (MessageCode.isParsing(code)) {
            Optional<CheckResult> missing = transcript.parser().missingModule().flatMap(this::fromLibrary);
            if (missing.isPresent()) {
                return fitting(Set.of(ERROR_SPEC_PARSE), missing.get());
            }
            ParserOutput.ParserError found = transcript.parser().error();
            return fitting(Set.of(ERROR_SPEC_PARSE), new CheckResult.SpecError(found.stage(), found.location(),
                    found.message(), List.of(), details));
        }
        if (MessageCode.isConfiguration(code) || nested.stream().anyMatch(MessageCode::isConfiguration)) {
            Optional<CheckResult> newer = newerKeyword(body);
            if (newer.isPresent()) {
                return failing(newer.get());
            }
            return failing(new CheckResult.ConfigError(run.config(), MessageBodies.configLine(body),
                    MessageBodies.gist(body), details));
        }
        if (code == MessageCode.WRONG_COMMANDLINE_PARAMS_TLC) {
            return failing(new CheckResult.ConfigError(run.config(), OptionalInt.empty(),
                    "TLC does not accept its options: " + MessageBodies.gist(body), details));
        }
        if (error.severity() == ToolMessage.TOOL_BUG || code == MessageCode.TLC_BUG) {
            return crash("TLC reports a bug of its own");
        }
        Optional<String> exception = MessageBodies.exception(body);
        if (exception.isPresent() && !EVALUATION_EXCEPTIONS.contains(exception.get())) {
            return crash("TLC threw " + exception.get());
        }
        return failing(new CheckResult.SpecError(CheckResult.Stage.EVALUATION, placeOfError(body),
                MessageBodies.gist(body), transcript.states(), details));
    }

    /** A missing module that is known to be of a library is no mistake of the specification's. */
    private Optional<CheckResult> fromLibrary(String module) {
        return ToolFeatures.libraryOf(module).map(library -> new CheckResult.Unsupported(
                "module " + module + " is not on the library path; it comes with " + library, details));
    }

    /** A keyword that TLC does not know is told by its line, or taken for a name under the keyword before it. */
    private Optional<CheckResult> newerKeyword(String body) {
        OptionalInt line = MessageBodies.configLine(body);
        Optional<String> word = line.isPresent() ? ConfigFile.firstWord(run.config(), line.getAsInt())
                : MessageBodies.undefinedName(body);
        return word.filter(ToolFeatures::isNewerKeyword).map(keyword -> new CheckResult.Unsupported("the keyword "
                + keyword + " in " + run.config().getFileName() + (line.isPresent() ? ":" + line.getAsInt() : "")
                + ", which newer versions of TLC know; this is " + details.toolVersion(), details));
    }

    private CheckResult safety(CheckResult.PropertyKind kind, String body, List<State> behaviour) {
        return new CheckResult.SafetyViolation(kind, MessageBodies.property(body), behaviour, details);
    }

    private static List<State> initial(String body) {
        return MessageBodies.initialState(body).map(List::of).orElse(List.of());
    }

    private static String assertion(String body) {
        return body.substring(body.indexOf('\n') + 1).strip();
    }

    private CheckResult liveness() {
        return new CheckResult.LivenessViolation(ConfigFile.read(run.config()).properties(),
                new Lasso(transcript.states(), transcript.loopStart(), transcript.loopAction()), details);
    }

    private Optional<Location> placeOfError(String body) {
        return transcript.errors().stream()
                .filter(error -> error.code() == MessageCode.TLC_NESTED_EXPRESSION)
                .findFirst()
                .flatMap(error -> MessageBodies.innermost(error.body()))
                .or(() -> MessageBodies.location(body));
    }

    private CheckResult fitting(Set<Integer> exitCodes, CheckResult result) {
        return exitCodes.contains(details.exitCode()) ? result
                : crash("exit status " + details.exitCode() + " does not fit the message "
                        + transcript.errors().get(0).code());
    }

    private CheckResult failing(CheckResult result) {
        return details.exitCode() != SUCCESS ? result
                : crash("exit status 0 does not fit the message " + transcript.errors().get(0).code());
    }

    private CheckResult crash(String reason) {
        List<String> tail = transcript.tail();
        return new CheckResult.ToolCrash(reason,
                standardError.isBlank() ? tail : standardError.strip().lines().limit(40).toList(), details);
    }
}
