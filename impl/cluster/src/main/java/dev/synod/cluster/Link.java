package dev.synod.cluster;

import dev.synod.cluster.Frames.Kind;
import dev.synod.runtime.Chance;
import dev.synod.runtime.NodeId;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from a node to one other: a connection of its own, made again whenever it breaks, and what waits to be sent.
 *
 * <p>Where messages may be lost, the oldest makes room when too many wait, and what was under way on a connection that breaks
 * is lost. On a reliable network every message has a number and is kept until the other node tells that it has arrived; a new
 * connection begins with the first that has not. All of it runs on the transport's one thread.
 */
final class Link {

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    /** More messages than this waiting, and the oldest is lost; or the node gives up, where none may be lost. */
    static final int MOST_WAITING = 1 << 14;
    /** So many messages are on the way at most before the first has arrived, on a reliable network. */
    private static final int MOST_ON_THE_WAY = 1 << 10;
    /** Flushes in one, at most. */
    private static final int MOST_CONSOLIDATED = 256;
    /** Milliseconds; pauses between attempts double from the first to the last. */
    private static final int SHORTEST_PAUSE = 20;
    private static final int MOST_DOUBLINGS = 6;

    private final Transport transport;
    private final NodeId to;
    private final Chance chance;
    private final boolean reliable;
    private final Deque<Envelope> waiting = new ArrayDeque<>();
    private final Deque<Envelope> onTheWay = new ArrayDeque<>();
    private InetSocketAddress address;
    private Channel channel;
    private boolean stands;
    private boolean retrying;
    private int failures;
    private long seq;

    Link(Transport transport, NodeId to, Chance chance) {
        this.transport = transport;
        this.to = to;
        this.chance = chance;
        this.reliable = transport.isReliable();
    }

    /** From now on the other node is there. */
    void moveTo(InetSocketAddress place) {
        if (!place.equals(address)) {
            address = place;
            failures = 0;
            breakOff();
            connect();
        }
    }

    /** Closes the connection; a new one follows. */
    void breakOff() {
        if (channel != null) {
            channel.close();
        }
    }

    void send(Envelope envelope) {
        if (!reliable) {
            if (transport.isCutOff(to)) {
                transport.counters().lost.increment();
                return;
            }
            if (waiting.size() >= MOST_WAITING) {
                waiting.removeFirst();
                transport.counters().lost.increment();
            }
            waiting.add(envelope);
        } else if (waiting.size() + onTheWay.size() < MOST_WAITING) {
            waiting.add(envelope.numbered(++seq));
        } else {
            transport.fail("More than " + MOST_WAITING + " messages wait for " + to + ", which a reliable network must not"
                    + " lose. Send less, or look why " + to + " does not receive.");
        }
        flush();
    }

    private void flush() {
        boolean written = false;
        while (stands && channel.isWritable() && !waiting.isEmpty() && onTheWay.size() < MOST_ON_THE_WAY) {
            Envelope next = waiting.removeFirst();
            if (reliable) {
                onTheWay.add(next);
            }
            channel.write(Frames.frame(channel.alloc(), Kind.MESSAGE, next.head(), next.json()), channel.voidPromise());
            written = true;
        }
        if (written) {
            channel.flush();
        }
    }

    /** Connects unless there is a connection, or one is being made, or the network is to be cut here. */
    void connect() {
        boolean held = reliable && transport.isCutOff(to);
        if (address == null || channel != null || retrying || held || transport.isClosed()) {
            return;
        }
        channel = new Bootstrap().group(transport.group()).channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) transport.settings().handshakeTimeout().toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                        long silence = transport.settings().silence().toMillis();
                        Frames.Decoder decoder = new Frames.Decoder();
                        // What leaves with one batch leaves at once, and so arrives as one batch as well.
                        made.pipeline().addLast(new FlushConsolidationHandler(MOST_CONSOLIDATED, true),
                                new IdleStateHandler(0, silence / 3, 0, TimeUnit.MILLISECONDS), decoder, new Caller(decoder));
                    }
                })
                .connect(address)
                .addListener((ChannelFutureListener) attempt -> {
                    if (!attempt.isSuccess()) {
                        closed(attempt.channel());
                    }
                })
                .channel();
        // Registered before the channel can be closed: this runs on its thread.
        channel.closeFuture().addListener((ChannelFutureListener) closing -> closed(closing.channel()));
    }

    private void closed(Channel which) {
        if (which != channel) {
            return;
        }
        channel = null;
        stands = false;
        if (!transport.isClosed()) {
            int span = SHORTEST_PAUSE << Math.min(failures++, MOST_DOUBLINGS);
            retrying = true;
            transport.schedule(() -> {
                retrying = false;
                connect();
            }, span + chance.below(span));
        }
    }

    private void welcomed(long arrived) {
        failures = 0;
        if (reliable) {
            arrived(arrived);
            while (!onTheWay.isEmpty()) {
                waiting.addFirst(onTheWay.removeLast());
            }
        }
        stands = true;
        flush();
    }

    private void arrived(long last) {
        while (!onTheWay.isEmpty() && onTheWay.getFirst().seq() <= last) {
            onTheWay.removeFirst();
        }
    }

    /** The calling end of the connection. */
    private final class Caller extends SimpleChannelInboundHandler<ByteBuf> {

        private final Frames.Decoder decoder;
        private final String drawn = Handshake.nonce();
        private boolean proved;

        Caller(Frames.Decoder decoder) {
            this.decoder = decoder;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            NodeSettings<?, ?> settings = transport.settings();
            context.writeAndFlush(Frames.frame(context.alloc(), Kind.HELLO, Handshake.magic(), Handshake.content(
                    "cluster", settings.cluster(), "spec", settings.ensemble().algorithm().spec(),
                    "from", settings.self().name(), "to", to.name(), "drawn", drawn)));
            context.executor().schedule(() -> {
                if (!stands) {
                    context.close();
                }
            }, settings.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
            Kind kind = Frames.open(frame);
            if (kind == Kind.CHALLENGE && !proved) {
                Map<String, String> texts = Handshake.texts(frame, "drawn", "proof");
                String self = transport.settings().self().name();
                Handshake handshake = transport.handshake();
                String other = texts.get("drawn");
                if (!Handshake.same(handshake.proofOfListener(to.name(), self, drawn, other), texts.get("proof"))) {
                    throw new IllegalArgumentException("a listener that does not know the cluster's secret");
                }
                proved = true;
                context.writeAndFlush(Frames.frame(context.alloc(), Kind.PROOF,
                        Handshake.content("proof", handshake.proofOfCaller(to.name(), self, drawn, other))));
            } else if (kind == Kind.WELCOME && proved && !stands) {
                long arrived = Long.parseLong(Handshake.texts(frame, "arrived").get("arrived"));
                decoder.allow(transport.settings().largestFrame());
                welcomed(arrived);
            } else if (kind == Kind.ARRIVED && stands && reliable && frame.readableBytes() == Long.BYTES) {
                arrived(frame.readLong());
                flush();
            } else if (kind == Kind.REFUSED) {
                throw new IllegalArgumentException("a refusal: " + Handshake.texts(frame, "why").get("why"));
            } else {
                throw new IllegalArgumentException("a frame " + kind + " at the wrong time");
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            if (context.channel() == channel) {
                flush();
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof IdleStateEvent && stands) {
                context.writeAndFlush(Frames.frame(context.alloc(), Kind.ALIVE));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (transport.isDamage(cause)) {
                transport.counters().rejected.increment();
                LOG.warn("{}: {} at {} is left: {}", transport.settings().self(), to, address, cause.getMessage());
            }
            context.close();
        }
    }
}
