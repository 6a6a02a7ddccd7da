package dev.synod.cluster;

import java.nio.ByteBuffer;

/**
 * A message on its way to one node.
 *
 * @param seq     its number among those to that node, from 1, on a reliable network; else 0
 * @param clock   what the sender knew when it had sent it, one count a node
 * @param message the message
 * @param json    the message as JSON in UTF-8; not written to; null if it does not leave the node
 */
record Envelope(long seq, long[] clock, Record message, byte[] json) {

    /** What a frame holds besides the message. */
    static int overhead(int nodes) {
        return Long.BYTES * (1 + nodes);
    }

    Envelope numbered(long number) {
        return new Envelope(number, clock, message, json);
    }

    byte[] head() {
        ByteBuffer head = ByteBuffer.allocate(overhead(clock.length)).putLong(seq);
        for (long count : clock) {
            head.putLong(count);
        }
        return head.array();
    }
}
