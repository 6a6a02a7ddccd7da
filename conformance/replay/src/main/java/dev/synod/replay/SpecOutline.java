package dev.synod.replay;

import java.util.List;
import java.util.Map;

/**
 * What a specification declares and allows, by name.
 *
 * @param variables its variables, in the order of their declaration
 * @param actions   the actions of its next-state relation in the order of the text, each with the names that an event's
 *                  arguments may have, the operator's own parameters first
 */
public record SpecOutline(List<String> variables, Map<String, List<String>> actions) {}
