package dev.synod.tlc;

/**
 * How far a search has come.
 *
 * @param depth     the level that the search is at
 * @param generated states generated so far
 * @param distinct  distinct states found so far
 * @param queued    states waiting to be explored
 */
public record Progress(int depth, long generated, long distinct, long queued) {
}
