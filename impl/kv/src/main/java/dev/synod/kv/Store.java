package dev.synod.kv;

import dev.synod.algorithms.multipaxos.Command;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The state machine that is replicated: a map, and for each client its last operation with its result. Not thread-safe. */
final class Store {

    /** A client's last operation that was executed. */
    private record Last(int seq, Result result) {
    }

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Last> clients = new HashMap<>();
    private int applied;

    /** The last slot of the log that has been applied. */
    int applied() {
        return applied;
    }

    /**
     * Applies the command of the next slot, null for the one that does nothing.
     *
     * @return what it comes to: for a command that is executed already, the result that it had then; null if there is none,
     *         since the client has gone on
     */
    Result apply(Command command) {
        applied++;
        if (command == null) {
            return null;
        }
        Last last = clients.get(command.client());
        if (last != null && command.seq() <= last.seq()) {
            return result(command.client(), command.seq());
        }
        Result result = execute(Operation.parse(command.op()));
        clients.put(command.client(), new Last(command.seq(), result));
        return result;
    }

    /** The result of that operation of the client, if it is the last one that was executed; else null. */
    Result result(String client, int seq) {
        Last last = clients.get(client);
        return last != null && last.seq() == seq ? last.result() : null;
    }

    /** Whether a later operation of the client has been executed. */
    boolean isPast(String client, int seq) {
        Last last = clients.get(client);
        return last != null && last.seq() > seq;
    }

    private Result execute(Operation operation) {
        String before = values.get(operation.key());
        switch (operation.kind()) {
            case GET -> {
                return new Result(true, before);
            }
            case PUT -> values.put(operation.key(), operation.value());
            case CAS -> {
                if (!Objects.equals(before, operation.expected())) {
                    return new Result(false, before);
                }
                values.put(operation.key(), operation.value());
            }
        }
        return new Result(true, before);
    }
}
