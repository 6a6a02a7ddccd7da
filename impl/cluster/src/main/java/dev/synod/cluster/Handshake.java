package dev.synod.cluster;

import dev.synod.trace.TraceFormatException;
import dev.synod.trace.Value;
import dev.synod.trace.ValueJson;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How two nodes come to know each other: each names itself, and proves by a keyed hash (HMAC-SHA-256) of what both drew at
 * random that it knows the cluster's secret. The secret itself is never sent.
 */
final class Handshake {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 16;

    private final String secret;

    Handshake(String secret) {
        this.secret = secret;
    }

    /** Something that was not said before, in hexadecimal digits. */
    static String nonce() {
        byte[] bytes = new byte[NONCE];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What the node that listens says: to whom, and for what was drawn by that one and by itself. */
    String proofOfListener(String listener, String caller, String drawnByCaller, String drawnByListener) {
        return proof("listener", listener, caller, drawnByCaller, drawnByListener);
    }

    /** What the node that calls says. */
    String proofOfCaller(String listener, String caller, String drawnByCaller, String drawnByListener) {
        return proof("caller", listener, caller, drawnByCaller, drawnByListener);
    }

    private String proof(String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // With its length, so that no two different lists of parts read alike.
                mac.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
                mac.update(bytes);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256, which every Java has.", e);
        }
    }

    /** Whether a proof is the one expected, in a time that does not tell how far they agree. */
    static boolean same(String expected, String found) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
    }

    /** The first content of a connection. */
    static byte[] magic() {
        return ByteBuffer.allocate(6).putInt(Frames.MAGIC).putShort((short) Frames.VERSION).array();
    }

    /** Names and texts as the content of a frame. */
    static byte[] content(String... namesAndTexts) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            fields.put(namesAndTexts[i], Value.of(namesAndTexts[i + 1]));
        }
        return ValueJson.text(fields).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The texts in the content of a frame, by name.
     *
     * @throws IllegalArgumentException if it is anything else, or one of those names is missing
     */
    static Map<String, String> texts(ByteBuf content, String... names) {
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        Map<String, String> texts = new LinkedHashMap<>();
        try {
            if (ValueJson.read(bytes, "handshake") instanceof Value.Rec record) {
                record.fields().forEach((name, value) -> {
                    if (value instanceof Value.Str text) {
                        texts.put(name, text.value());
                    }
                });
            }
        } catch (TraceFormatException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        for (String name : names) {
            if (!texts.containsKey(name)) {
                throw new IllegalArgumentException("a handshake without " + name);
            }
        }
        return texts;
    }
}
