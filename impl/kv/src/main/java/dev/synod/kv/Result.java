package dev.synod.kv;

/**
 * What an operation comes to.
 *
 * @param done  whether it did what it asks for: false only for a CAS that found another value
 * @param value the value that the key had before, or null if it had none
 */
public record Result(boolean done, String value) {
}
