package dev.synod.explore.mutation;

/**
 * A specification with one small thing changed.
 *
 * @param key    names it whatever line it stands on: the definition and what is changed
 * @param line   the line of the change, from 1
 * @param column the column, from 1
 * @param text   the whole module with the change
 */
public record SpecMutant(String key, int line, int column, String text) {}
