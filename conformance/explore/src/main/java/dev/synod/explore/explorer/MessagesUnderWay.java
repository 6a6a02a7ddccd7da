package dev.synod.explore.explorer;

import dev.synod.runtime.NetworkKind;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * One state of a network: the messages that may still arrive, by number.
 *
 * <p>In a lossy network it is the set of all messages ever sent, which only grows: one that is lost is never received,
 * one that is delayed, overtaken or duplicated is received later, or again. In a reliable network it is the bag of those
 * sent and not received; in a FIFO network the queue over each edge. States that the network's kind does not tell apart
 * are one.
 */
public final class MessagesUnderWay {

    /** All states of a network of one kind. */
    public static final class Network {
        private final NetworkKind kind;
        private final IntUnaryOperator edge;
        private final Numbering<List<Integer>, MessagesUnderWay> states = new Numbering<>();

        /**
         * A network of that kind.
         *
         * @param edge the edge over which a message travels; asked in a FIFO network only
         */
        public Network(NetworkKind kind, IntUnaryOperator edge) {
            this.kind = kind;
            this.edge = edge;
        }

        /** The state in which nothing was sent. */
        public MessagesUnderWay empty() {
            return of(new int[0]);
        }

        MessagesUnderWay get(int number) {
            return states.get(number);
        }

        private MessagesUnderWay of(int[] messages) {
            return states.of(Arrays.stream(messages).boxed().toList(), n -> new MessagesUnderWay(this, n, messages));
        }

        /** What the messages are sorted by; those that have it in common are in the order of sending. */
        private int key(int message) {
            return kind == NetworkKind.FIFO ? edge.applyAsInt(message) : message;
        }
    }

    private final Network network;
    private final int number;
    private final int[] messages;
    private final int[] arriving;
    private final ConcurrentHashMap<Integer, MessagesUnderWay> afterSending = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Integer, MessagesUnderWay> afterReceiving = new ConcurrentHashMap<>();

    private MessagesUnderWay(Network network, int number, int[] messages) {
        this.network = network;
        this.number = number;
        this.messages = messages;
        int[] first = new int[messages.length];
        int count = 0;
        for (int i = 0; i < messages.length; i++) {
            if (i == 0 || network.key(messages[i]) != network.key(messages[i - 1])) {
                first[count++] = messages[i];
            }
        }
        this.arriving = Arrays.copyOf(first, count);
    }

    /** Its number among the network's states. */
    int number() {
        return number;
    }

    /**
     * All the messages: in a lossy network each once, in a reliable one as often as it is under way, in a FIFO network
     * those of each edge in the order of sending.
     */
    public IntStream all() {
        return Arrays.stream(messages);
    }

    /** The messages that may be the next to arrive, each once. */
    public int[] arriving() {
        return arriving;
    }

    /** The state after the message has been sent. */
    public MessagesUnderWay sent(int message) {
        // Not computed in the map: that would nest the maps of two states.
        MessagesUnderWay after = afterSending.get(message);
        if (after == null) {
            after = withMore(message);
            afterSending.put(message, after);
        }
        return after;
    }

    private MessagesUnderWay withMore(int message) {
        int at = 0;
        while (at < messages.length && network.key(messages[at]) <= network.key(message)) {
            if (network.kind == NetworkKind.LOSSY && messages[at] == message) {
                return this;
            }
            at++;
        }
        int[] more = new int[messages.length + 1];
        System.arraycopy(messages, 0, more, 0, at);
        more[at] = message;
        System.arraycopy(messages, at, more, at + 1, messages.length - at);
        return network.of(more);
    }

    /** The state after one of the {@link #arriving()} messages has been received. */
    public MessagesUnderWay received(int message) {
        if (network.kind == NetworkKind.LOSSY) {
            return this;
        }
        MessagesUnderWay after = afterReceiving.get(message);
        if (after == null) {
            int at = 0;
            while (messages[at] != message) {
                at++;
            }
            int[] left = new int[messages.length - 1];
            System.arraycopy(messages, 0, left, 0, at);
            System.arraycopy(messages, at + 1, left, at, left.length - at);
            after = network.of(left);
            afterReceiving.put(message, after);
        }
        return after;
    }
}
