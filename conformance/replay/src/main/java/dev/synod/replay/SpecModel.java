package dev.synod.replay;

/**
 * The module that gives a specification its constants and bounds, for any TLA+ tool to read beside the specification.
 *
 * @param name   the module's name
 * @param module its text
 * @param config the text of its configuration, with {@code INIT} and {@code NEXT} or {@code SPECIFICATION}
 */
public record SpecModel(String name, String module, String config) {}
