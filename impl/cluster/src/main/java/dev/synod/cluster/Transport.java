package dev.synod.cluster;

import dev.synod.cluster.Frames.Kind;
import dev.synod.runtime.Chance;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.trace.ValueDecoder;
import dev.synod.runtime.trace.VectorClock;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.ValueJson;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's connections: those that others have made to it, over which it receives, and a {@link Link} to each node to which it
 * can send.
 *
 * <p>What arrives goes to the node only if it came over a connection whose caller has proved who it is, in a frame that is
 * whole, and is a message that the machine knows. Everything else ends the connection and is counted, and the node takes no
 * step.
 */
final class Transport implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    /** More connections than this for each node, and new ones are closed at once. */
    private static final int MOST_CALLERS_PER_NODE = 16;
    /** After so many rejections only one of so many is told, or a stranger could fill the disk. */
    private static final int FIRST_TOLD = 100;

    private static final Set<NetworkKind> KINDS = EnumSet.of(NetworkKind.LOSSY, NetworkKind.RELIABLE, NetworkKind.FIFO);

    private final NodeSettings<?, ?> settings;
    private final ValueDecoder decoder;
    private final Counters counters;
    private final Consumer<Arrival> arrivals;
    private final Consumer<String> failure;
    private final Handshake handshake;
    private final boolean reliable;
    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Channel server;
    private final Map<NodeId, Link> links = new LinkedHashMap<>();
    private final Map<String, NodeId> callers = new HashMap<>();
    /** The connection of each caller, and the number of the last message that has arrived from it. */
    private final Map<NodeId, Channel> connected = new HashMap<>();
    private final Map<NodeId, Long> arrived = new HashMap<>();
    private final Set<Channel> open = new HashSet<>();
    private volatile Set<NodeId> cutOff = Set.of();
    private volatile boolean closed;

    /** @throws IOException if it cannot listen where it is to listen */
    Transport(NodeSettings<?, ?> settings, ValueDecoder decoder, Counters counters, Chance chance,
            Consumer<Arrival> arrivals, Consumer<String> failure) throws IOException {
        this.settings = settings;
        this.decoder = decoder;
        this.counters = counters;
        this.arrivals = arrivals;
        this.failure = failure;
        this.handshake = new Handshake(settings.secret());
        this.reliable = settings.ensemble().network().isReliable();
        NodeId self = settings.self();
        for (NodeId node : settings.ensemble().topology().successors(self)) {
            if (!node.equals(self)) {
                links.put(node, new Link(this, node, chance.split("link to " + node)));
            }
        }
        for (NodeId node : settings.ensemble().topology().predecessors(self)) {
            if (!node.equals(self)) {
                callers.put(node.name(), node);
            }
        }
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("network-" + self, true),
                NioIoHandler.newFactory());
        loop = group.next();
        try {
            server = new ServerBootstrap().group(group).channel(NioServerSocketChannel.class)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel made) {
                            accept(made);
                        }
                    })
                    .bind(settings.listen()).sync().channel();
        } catch (InterruptedException e) {
            group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it began to listen", e);
        } catch (Exception e) {
            // sync() throws what the attempt threw, declared or not.
            group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            throw new IOException("Node " + self + " cannot listen at " + settings.listen() + ": " + e.getMessage()
                    + ". Name another address, or port 0 for a free one.", e);
        }
    }

    NodeSettings<?, ?> settings() {
        return settings;
    }

    Handshake handshake() {
        return handshake;
    }

    Counters counters() {
        return counters;
    }

    EventLoopGroup group() {
        return group;
    }

    boolean isReliable() {
        return reliable;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isCutOff(NodeId node) {
        return cutOff.contains(node);
    }

    void fail(String why) {
        failure.accept(why);
    }

    void schedule(Runnable task, long millis) {
        loop.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    /** Where the node listens. */
    InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** Tells where the others listen; those that it has links to and that are not named stay where they were. */
    void peers(Map<NodeId, InetSocketAddress> addresses) {
        loop.execute(() -> addresses.forEach((node, address) -> {
            Link link = links.get(node);
            if (link != null) {
                link.moveTo(address);
            }
        }));
    }

    /** Cuts the network between this node and those, and heals it everywhere else. */
    void cut(Set<NodeId> nodes) {
        loop.execute(() -> {
            cutOff = Set.copyOf(nodes);
            if (reliable) {
                // Nothing may be lost: the connections are held back, and what was under way is sent again.
                links.forEach((node, link) -> {
                    if (cutOff.contains(node)) {
                        link.breakOff();
                    } else {
                        link.connect();
                    }
                });
            }
        });
    }

    /** Breaks every connection to other nodes; new ones follow. */
    void reset() {
        loop.execute(() -> links.values().forEach(Link::breakOff));
    }

    /** Runs a task on the one thread of all connections. */
    void execute(Runnable task) {
        loop.execute(task);
    }

    /** Sends a message to another node; to be called on that thread. */
    void send(NodeId to, Envelope envelope) {
        links.get(to).send(envelope);
    }

    /** Tells the sender that its messages up to that number have been taken. */
    void taken(NodeId from, long seq) {
        loop.execute(() -> {
            Channel channel = connected.get(from);
            if (channel != null) {
                byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(seq).array();
                channel.writeAndFlush(Frames.frame(channel.alloc(), Kind.ARRIVED, number), channel.voidPromise());
            }
        });
    }

    /** Whether that is what a stranger or a damaged line does, and not just a connection that ends. */
    boolean isDamage(Throwable cause) {
        return cause instanceof DecoderException || cause instanceof IllegalArgumentException
                || cause instanceof IndexOutOfBoundsException;
    }

    private void accept(Channel made) {
        if (open.size() >= MOST_CALLERS_PER_NODE * settings.ensemble().nodes().size()) {
            counters.rejected.increment();
            made.close();
            return;
        }
        open.add(made);
        made.closeFuture().addListener(closing -> open.remove(made));
        Frames.Decoder frames = new Frames.Decoder();
        made.pipeline().addLast(new IdleStateHandler(settings.silence().toMillis(), 0, 0, TimeUnit.MILLISECONDS), frames,
                new Listener(frames));
    }

    @Override
    public void close() {
        closed = true;
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** The listening end of a connection. */
    private final class Listener extends SimpleChannelInboundHandler<ByteBuf> {

        private final Frames.Decoder frames;
        private final String drawn = Handshake.nonce();
        /** Who calls, as it says itself; and whether it has proved that. */
        private NodeId caller;
        private String drawnByCaller;
        private boolean proved;
        private boolean rejected;

        Listener(Frames.Decoder frames) {
            this.frames = frames;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.executor().schedule(() -> {
                if (!proved && context.channel().isActive()) {
                    reject(context, new IllegalArgumentException("a caller that has not said who it is in "
                            + settings.handshakeTimeout().toMillis() + " ms"));
                }
            }, settings.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
            if (rejected) {
                return;
            }
            Kind kind = Frames.open(frame);
            if (kind == Kind.HELLO && caller == null) {
                hello(context, frame);
            } else if (kind == Kind.PROOF && caller != null && !proved) {
                proof(context, frame);
            } else if (kind == Kind.MESSAGE && proved) {
                message(frame);
            } else if (!(kind == Kind.ALIVE && proved)) {
                throw new IllegalArgumentException("a frame " + kind + " at the wrong time");
            }
        }

        private void hello(ChannelHandlerContext context, ByteBuf frame) {
            int magic = frame.readInt();
            int version = frame.readShort();
            if (magic != Frames.MAGIC) {
                throw new IllegalArgumentException("a caller that is no node");
            }
            expect("version", Integer.toString(Frames.VERSION), Integer.toString(version));
            Map<String, String> texts = Handshake.texts(frame, "cluster", "spec", "from", "to", "drawn");
            expect("cluster", settings.cluster(), texts.get("cluster"));
            expect("spec", settings.ensemble().algorithm().spec(), texts.get("spec"));
            expect("to", settings.self().name(), texts.get("to"));
            NodeId from = callers.get(texts.get("from"));
            if (from == null) {
                throw new IllegalArgumentException("a caller " + shown(texts.get("from")) + "; those that can send to "
                        + settings.self() + " are " + callers.keySet().stream().sorted().toList());
            }
            caller = from;
            drawnByCaller = texts.get("drawn");
            context.writeAndFlush(Frames.frame(context.alloc(), Kind.CHALLENGE, Handshake.content("drawn", drawn, "proof",
                    handshake.proofOfListener(settings.self().name(), from.name(), drawnByCaller, drawn))));
        }

        private void expect(String what, String expected, String found) {
            if (!expected.equals(found)) {
                throw new IllegalArgumentException("a caller with " + what + " " + shown(found) + "; expected " + expected);
            }
        }

        private String shown(String text) {
            return text.length() > 60 ? text.substring(0, 60) + "..." : text;
        }

        private void proof(ChannelHandlerContext context, ByteBuf frame) {
            String expected = handshake.proofOfCaller(settings.self().name(), caller.name(), drawnByCaller, drawn);
            if (!Handshake.same(expected, Handshake.texts(frame, "proof").get("proof"))) {
                throw new IllegalArgumentException("a caller that says it is " + caller
                        + " and does not know the cluster's secret");
            }
            if (reliable && isCutOff(caller)) {
                context.close();
                return;
            }
            proved = true;
            frames.allow(settings.largestFrame());
            Channel before = connected.put(caller, context.channel());
            if (before != null) {
                // The caller has given it up, or it would not call again.
                before.close();
            }
            context.writeAndFlush(Frames.frame(context.alloc(), Kind.WELCOME,
                    Handshake.content("arrived", Long.toString(arrived.getOrDefault(caller, 0L)))));
        }

        private void message(ByteBuf frame) {
            int nodes = settings.ensemble().nodes().size();
            if (frame.readableBytes() <= Envelope.overhead(nodes)) {
                throw new IllegalArgumentException("a message of " + frame.readableBytes() + " bytes");
            }
            long seq = frame.readLong();
            long[] counts = new long[nodes];
            for (int i = 0; i < nodes; i++) {
                counts[i] = frame.readLong();
            }
            byte[] json = new byte[frame.readableBytes()];
            frame.readBytes(json);
            Record message;
            try {
                message = decoder.message(ValueJson.read(json, "message from " + caller));
            } catch (TraceFormatException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
            VectorClock clock = VectorClock.of(settings.ensemble().nodes(), counts);
            if (reliable) {
                long last = arrived.getOrDefault(caller, 0L);
                if (seq <= last) {
                    return;
                } else if (seq != last + 1) {
                    throw new IllegalArgumentException("message " + seq + " of " + caller + " after message " + last);
                }
                arrived.put(caller, seq);
            } else if (isCutOff(caller)) {
                counters.lost.increment();
                return;
            }
            arrivals.accept(new Arrival(caller, seq, clock, message));
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof IdleStateEvent) {
                context.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (isDamage(cause)) {
                reject(context, cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause);
            } else {
                context.close();
            }
        }

        private void reject(ChannelHandlerContext context, Throwable cause) {
            if (rejected) {
                return;
            }
            rejected = true;
            context.channel().config().setAutoRead(false);
            counters.rejected.increment();
            long count = counters.rejected.sum();
            if (count <= FIRST_TOLD || count % FIRST_TOLD == 0) {
                LOG.warn("{}: connection from {} is closed: {} ({} so far)", settings.self(), context.channel().remoteAddress(),
                        cause.getMessage(), count);
            }
            String why = String.valueOf(cause.getMessage());
            context.writeAndFlush(Frames.frame(context.alloc(), Kind.REFUSED,
                            Handshake.content("why", why.substring(0, Math.min(why.length(), 300)))))
                    .addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (caller != null) {
                connected.remove(caller, context.channel());
            }
        }
    }

    /** @throws IllegalArgumentException if it cannot be a network of that kind */
    static void check(NetworkKind kind) {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("The algorithm is made for a network of the kind " + kind + ", and a cluster's is"
                    + " one of " + KINDS + ". Run it in the simulation (synod run).");
        }
    }
}
