package dev.synod.algorithms;

import java.util.stream.IntStream;

/**
 * Numbers for proposals, each with an owner: the low-order bits are the identity of a node, from 0 up, and the others
 * the round that it counts. No two nodes have a number in common, and a higher round is a higher number whosever it is.
 *
 * @param span how many numbers a round has: the least power of two that is no less than the number of nodes
 */
public record ProposalNumbers(int span) {

    /** The round, and the number, below all others. */
    public static final int NONE = -1;

    /** The numbers of that many nodes, at least one. */
    public static ProposalNumbers of(int nodes) {
        return new ProposalNumbers(nodes == 1 ? 1 : Integer.highestOneBit(nodes - 1) << 1);
    }

    /** The number of that node in that round. */
    public int number(int round, int id) {
        return round * span + id;
    }

    /** The identity of the node that owns the number. */
    public int id(int number) {
        return Math.floorMod(number, span);
    }

    /** The round of the number; that of {@link #NONE} is {@link #NONE}. */
    public int round(int number) {
        return Math.floorDiv(number, span);
    }

    /** The rounds above that one, ascending; they end where the numbers do. */
    public IntStream roundsAbove(int round) {
        return IntStream.range(round + 1, Integer.MAX_VALUE / span);
    }
}
