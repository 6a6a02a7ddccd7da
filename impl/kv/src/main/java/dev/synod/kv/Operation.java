package dev.synod.kv;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;

/**
 * What a client does to the store.
 *
 * @param kind     what
 * @param key      the key
 * @param value    for PUT and CAS the new value, else null
 * @param expected for CAS the value that the key must have, or null if it must have none; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Operation(Kind kind, String key, String value, String expected) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The kinds of operations. */
    public enum Kind {
        /** Asks for a key's value. */
        GET,
        /** Gives a key a value. */
        PUT,
        /** Gives a key a value if it has the one expected. */
        CAS
    }

    /** Refuses what is no operation. */
    public Operation {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(key, "key");
        if ((value == null) != (kind == Kind.GET) || expected != null && kind != Kind.CAS) {
            throw new IllegalArgumentException(kind + " with the value " + value + " and " + expected + " expected");
        }
    }

    /** Asks for a key's value. */
    public static Operation get(String key) {
        return new Operation(Kind.GET, key, null, null);
    }

    /** Gives a key a value. */
    public static Operation put(String key, String value) {
        return new Operation(Kind.PUT, key, value, null);
    }

    /** Gives a key a value if it has the one expected, null for none. */
    public static Operation cas(String key, String expected, String value) {
        return new Operation(Kind.CAS, key, value, expected);
    }

    /** As a command carries it. */
    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The operation that a command carries.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Operation parse(String text) {
        try {
            return JSON.readValue(text, Operation.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Expected an operation of the key-value store; found " + text + ".", e);
        }
    }
}
