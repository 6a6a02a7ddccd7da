package dev.synod.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.cluster.Frames.Kind;
import dev.synod.runtime.Algorithms;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NodeId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever calls a node without being one of its cluster can neither end it nor make it step. */
class HostilePeerTest {

    private static final long[] NO_CLOCK = new long[3];

    @TempDir
    private Path folder;
    private ClusterNode<?, ?> node;

    /** A node that does nothing by itself: only the first priest proposes, and this is the second. */
    @BeforeEach
    void start() throws IOException {
        Ensemble<?, ?> ensemble = Ensemble.of(Algorithms.named("synod"), 3, Map.of("proposers", "1"));
        node = ClusterNode.start(LocalCluster.settings(ensemble, NodeId.of("p2"), folder));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static byte[] frame(Kind kind, byte[]... content) {
        ByteBuf frame = Frames.frame(UnpooledByteBufAllocator.DEFAULT, kind, content);
        byte[] bytes = new byte[frame.readableBytes()];
        frame.readBytes(bytes);
        frame.release();
        return bytes;
    }

    private static byte[] hello(String cluster, String spec, String from, String to) {
        return frame(Kind.HELLO, Handshake.magic(), Handshake.content("cluster", cluster, "spec", spec, "from", from, "to", to,
                "drawn", "00"));
    }

    private static byte[] hello() {
        return hello(LocalCluster.NAME, "synod/Synod", "p1", "p2");
    }

    private static byte[] with(byte[] bytes, int at, int change) {
        byte[] other = bytes.clone();
        other[at] ^= (byte) change;
        return other;
    }

    private static byte[] message(String json) {
        return message(NO_CLOCK, json);
    }

    private static byte[] message(long[] clock, String json) {
        return frame(Kind.MESSAGE, new Envelope(0, clock, null, null).head(), json.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> strangers() {
        byte[] otherMagic = frame(Kind.HELLO, "SYNX\0\1{}".getBytes(StandardCharsets.UTF_8));
        byte[] otherVersion = frame(Kind.HELLO, ByteBuffer.allocate(6).putInt(Frames.MAGIC).putShort((short) 2).array(),
                Handshake.content("cluster", LocalCluster.NAME));
        return Stream.of(
                Arguments.of("another protocol", "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("another magic number", otherMagic),
                Arguments.of("another version", otherVersion),
                Arguments.of("another cluster", hello("other", "synod/Synod", "p1", "p2")),
                Arguments.of("another specification", hello(LocalCluster.NAME, "other/Other", "p1", "p2")),
                Arguments.of("a call for another node", hello(LocalCluster.NAME, "synod/Synod", "p1", "p3")),
                Arguments.of("a caller that is no node", hello(LocalCluster.NAME, "synod/Synod", "p9", "p2")),
                Arguments.of("a caller that says it is this node", hello(LocalCluster.NAME, "synod/Synod", "p2", "p2")),
                Arguments.of("a frame larger than a stranger's", frame(Kind.HELLO, new byte[5000])),
                Arguments.of("a frame of two gigabytes", new byte[] {0x7f, -1, -1, -1, 0}),
                Arguments.of("a frame of a negative size", new byte[] {-1, -1, -1, -1, 0, 0, 0, 0, 0, 0}),
                Arguments.of("an empty frame", new byte[] {0, 0, 0, 0, 0, 0, 0, 0}),
                Arguments.of("a wrong checksum", with(hello(), hello().length - 1, 1)),
                Arguments.of("a flipped bit", with(hello(), 40, 4)),
                Arguments.of("no such kind", with(frame(Kind.HELLO), 4, 0x40)),
                Arguments.of("no JSON", frame(Kind.HELLO, Handshake.magic(), "{{{{".getBytes(StandardCharsets.UTF_8))),
                Arguments.of("no names", frame(Kind.HELLO, Handshake.magic(), "[]".getBytes(StandardCharsets.UTF_8))),
                Arguments.of("nothing but a kind", frame(Kind.HELLO)),
                Arguments.of("a message at once", message("{\"type\":\"NextBallot\",\"bal\":3}")),
                Arguments.of("a proof at once", frame(Kind.PROOF, Handshake.content("proof", "00"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strangers")
    void aStrangerIsRejected(String what, byte[] bytes) throws Exception {
        try (Socket socket = call()) {
            socket.getOutputStream().write(bytes);
            assertEnded(socket);
        }
        assertUntouched(1);
    }

    @Test
    void aForgedSenderIsRejected() throws Exception {
        try (Socket socket = call()) {
            socket.getOutputStream().write(hello());
            read(socket, Kind.CHALLENGE);
            socket.getOutputStream().write(frame(Kind.PROOF, Handshake.content("proof", new Handshake("guessed")
                    .proofOfCaller("p2", "p1", "00", "00"))));
            socket.getOutputStream().write(message("{\"type\":\"NextBallot\",\"bal\":3}"));
            assertEnded(socket);
        }
        assertUntouched(1);
    }

    @Test
    void whoSaysNothingIsLeft() throws Exception {
        try (Socket silent = call(); Socket half = call()) {
            half.getOutputStream().write(Arrays.copyOf(hello(), 10));
            assertEnded(silent);
            assertEnded(half);
        }
        assertUntouched(2);
    }

    @Test
    void whoHangsUpInTheMiddleOfAFrameIsForgotten() throws Exception {
        try (Socket socket = called()) {
            socket.getOutputStream().write(Arrays.copyOf(message("{\"type\":\"NextBallot\",\"bal\":3}"), 30));
        }
        assertUntouched(0);
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                Arguments.of("no JSON", message("garbage")),
                Arguments.of("half of JSON", message("{\"type\":\"NextBallot\"")),
                Arguments.of("two values", message("{\"type\":\"NextBallot\",\"bal\":3} 4")),
                Arguments.of("a message that the machine does not know", message("{\"type\":\"Coup\",\"bal\":3}")),
                Arguments.of("no message", message("[1,2,3]")),
                Arguments.of("null", message("null")),
                Arguments.of("a field missing", message("{\"type\":\"NextBallot\"}")),
                Arguments.of("a field too many", message("{\"type\":\"NextBallot\",\"bal\":3,\"by\":\"p1\"}")),
                Arguments.of("a field of another type", message("{\"type\":\"NextBallot\",\"bal\":\"3\"}")),
                Arguments.of("a number out of range", message("{\"type\":\"NextBallot\",\"bal\":3000000000}")),
                Arguments.of("an unknown node", message("{\"type\":\"Voted\",\"bal\":3,\"pst\":\"p9\"}")),
                Arguments.of("deep nesting", message("[".repeat(50_000))),
                Arguments.of("a clock that runs backwards", message(new long[] {-1, 0, 0}, "{\"type\":\"NextBallot\",\"bal\":3}")),
                Arguments.of("a message without a clock", frame(Kind.MESSAGE, new byte[5])),
                Arguments.of("a frame larger than is allowed", Arrays.copyOf(new byte[] {0, 0x10, 0, 1, 5}, 100)),
                Arguments.of("a wrong checksum", with(message("{\"type\":\"NextBallot\",\"bal\":3}"), 50, 1)),
                Arguments.of("another hello", hello()),
                Arguments.of("what only a listener says", frame(Kind.WELCOME, Handshake.content("arrived", "0"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void anotherNodeThatHasGoneMadIsRejected(String what, byte[] bytes) throws Exception {
        try (Socket socket = called()) {
            socket.getOutputStream().write(bytes);
            assertEnded(socket);
        }
        assertUntouched(1);
    }

    @Test
    void aNullWhereTheMachineExpectsNoneDoesNotEndTheNode() throws Exception {
        try (Socket socket = called()) {
            socket.getOutputStream().write(message("{\"type\":\"LastVote\",\"bal\":-1,\"vote\":null}"));
            socket.getOutputStream().write(message("{\"type\":\"BeginBallot\",\"to\":null,\"bal\":3,\"dec\":null}"));
            LocalCluster.await(() -> node.status().refused() + node.status().rejected() >= 2, "two messages");
        }
        assertThat(node.ended()).isNotDone();
        assertThat(node.status().steps()).isZero();
    }

    /** Without this, the tests above would hold of a node that listens to nobody. */
    @Test
    void aNodeOfTheClusterMakesItStep() throws Exception {
        try (Socket socket = called()) {
            socket.getOutputStream().write(message("{\"type\":\"NextBallot\",\"bal\":3}"));
            LocalCluster.await(() -> node.status().sent() > 0, "an answer");
        }
        assertThat(node.status().received()).isEqualTo(1);
        assertThat(node.status().rejected()).isZero();
    }

    /** The promise is not on the disk, so nobody may hear of it; nor may a node go on that cannot keep its promises. */
    @Test
    void whatCannotBeCommittedIsNotSent() throws Exception {
        CompletableFuture<Boolean> submitted;
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("p2").resolve(Ledger.FILE));
                Statement statement = other.createStatement(); Socket socket = called()) {
            statement.execute("begin immediate");
            socket.getOutputStream().write(message("{\"type\":\"NextBallot\",\"bal\":3}"));
            LocalCluster.await(() -> node.status().received() == 1, "a step");
            submitted = node.submit(turn -> true);
            LocalCluster.await(() -> node.ended().isDone(), "the node's end");
            statement.execute("rollback");
        }
        assertThatThrownBy(() -> node.ended().join()).hasCauseInstanceOf(LedgerException.class)
                .hasMessageContaining("cannot be written");
        assertThat(submitted).isCompletedExceptionally();
        assertThat(node.status().sent()).isZero();
        assertThat(node.status().steps()).isZero();
    }

    private Socket call() throws IOException {
        Socket socket = new Socket(node.address().getAddress(), node.address().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** A connection over which p1 has proved that it is p1. */
    private Socket called() throws IOException {
        Socket socket = call();
        OutputStream out = socket.getOutputStream();
        out.write(hello());
        Map<String, String> challenge = Handshake.texts(Unpooled.wrappedBuffer(read(socket, Kind.CHALLENGE)), "drawn", "proof");
        Handshake handshake = new Handshake(LocalCluster.SECRET);
        assertThat(challenge.get("proof")).isEqualTo(handshake.proofOfListener("p2", "p1", "00", challenge.get("drawn")));
        out.write(frame(Kind.PROOF,
                Handshake.content("proof", handshake.proofOfCaller("p2", "p1", "00", challenge.get("drawn")))));
        read(socket, Kind.WELCOME);
        return socket;
    }

    private static byte[] read(Socket socket, Kind expected) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        ByteBuf buffer = Unpooled.wrappedBuffer(frame);
        assertThat(Frames.open(buffer)).isEqualTo(expected);
        byte[] content = new byte[buffer.readableBytes()];
        buffer.readBytes(content);
        return content;
    }

    /** The node hangs up, perhaps after it has told why. */
    private static void assertEnded(Socket socket) throws IOException {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                assertThat(frame[0]).isIn((byte) Kind.REFUSED.ordinal(), (byte) Kind.CHALLENGE.ordinal());
            }
        } catch (EOFException | SocketException e) {
            // As it must be; a read that times out is another exception.
        }
    }

    private void assertUntouched(int rejected) throws Exception {
        LocalCluster.await(() -> node.status().rejected() >= rejected, rejected + " rejected");
        assertThat(node.status().rejected()).isEqualTo(rejected);
        assertThat(node.status().steps()).isZero();
        assertThat(node.ended()).isNotDone();
        // And it still listens to those whom it knows.
        called().close();
    }
}
