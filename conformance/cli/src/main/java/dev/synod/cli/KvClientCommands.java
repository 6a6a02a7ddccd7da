package dev.synod.cli;

import dev.synod.kv.KvClient;
import dev.synod.kv.Operation;
import dev.synod.kv.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Clients of the key-value store: one operation each. */
final class KvClientCommands {

    private KvClientCommands() {
    }

    /** What all of them share. */
    abstract static class OneOperation implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Option(names = "--at", paramLabel = "URL", split = ",", defaultValue = "http://127.0.0.1:8080",
                description = "Where nodes of the store listen. Default: ${DEFAULT-VALUE}")
        private List<URI> places;

        @Option(names = "--cluster", paramLabel = "NAME", description = "The store's cluster, as its status tells it; nodes of "
                + "another are not used. Default: that of the first node that answers.")
        private String cluster;

        @Option(names = "--patience", paramLabel = "SECONDS", defaultValue = "10",
                description = "For how long to ask again. Default: ${DEFAULT-VALUE}")
        private int patience;

        @Parameters(index = "0", paramLabel = "KEY", description = "The key.")
        String key;

        abstract Operation operation();

        abstract ExitCode tell(PrintWriter told, Result result);

        @Override
        public final Integer call() throws InterruptedException {
            PrintWriter told = spec.commandLine().getOut();
            try {
                Result result = new KvClient(() -> places, cluster, Duration.ofSeconds(patience)).execute(operation());
                ExitCode status = tell(told, result);
                told.flush();
                return status.status();
            } catch (IOException e) {
                told.println(e.getMessage());
                told.flush();
                return ExitCode.UNDECIDED.status();
            }
        }
    }

    /** Tells a key's value. */
    @Command(name = "get", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
            description = "Tell a key's value; exit status 1 if it has none.")
    static final class Get extends OneOperation {
        @Override
        Operation operation() {
            return Operation.get(key);
        }

        @Override
        ExitCode tell(PrintWriter told, Result result) {
            if (result.value() == null) {
                return ExitCode.WRONG;
            }
            told.println(result.value());
            return ExitCode.AS_EXPECTED;
        }
    }

    /** Gives a key a value. */
    @Command(name = "put", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
            description = "Give a key a value.")
    static final class Put extends OneOperation {
        @Parameters(index = "1", paramLabel = "VALUE", description = "The value.")
        private String value;

        @Override
        Operation operation() {
            return Operation.put(key, value);
        }

        @Override
        ExitCode tell(PrintWriter told, Result result) {
            return ExitCode.AS_EXPECTED;
        }
    }

    /** Compares and sets. */
    @Command(name = "cas", mixinStandardHelpOptions = true, versionProvider = SynodVersion.class,
            description = "Give a key a value if it has the one expected; exit status 1 if it has another, which is told.")
    static final class Cas extends OneOperation {
        @Parameters(index = "1", paramLabel = "EXPECTED", description = "The value expected; --none for none.", arity = "1")
        private String expected;

        @Parameters(index = "2", paramLabel = "VALUE", description = "The new value.")
        private String value;

        @Option(names = "--none", description = "Expect that the key has no value; EXPECTED counts for nothing.")
        private boolean none;

        @Override
        Operation operation() {
            return Operation.cas(key, none ? null : expected, value);
        }

        @Override
        ExitCode tell(PrintWriter told, Result result) {
            if (!result.done()) {
                told.println(result.value() == null ? "(no value)" : result.value());
            }
            return result.done() ? ExitCode.AS_EXPECTED : ExitCode.WRONG;
        }
    }
}
