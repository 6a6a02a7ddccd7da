package dev.synod.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A file that another program is writing, or is yet to create: at its end this waits for more.
 *
 * <p>Whoever reads lines of it gets whole ones, since a line that is half written has no end yet.
 */
public final class GrowingFile extends InputStream {
    private static final long POLL_MILLIS = 20;

    private final Path file;
    private final long idleNanos;
    private FileChannel channel;
    private volatile boolean stopped;

    /**
     * @param file the file
     * @param idle how long to wait for more before that counts as the end; null for ever
     */
    public GrowingFile(Path file, Duration idle) {
        this.file = file;
        this.idleNanos = idle == null ? Long.MAX_VALUE : idle.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        long since = System.nanoTime();
        while (!stopped) {
            if (channel == null && Files.exists(file)) {
                channel = FileChannel.open(file, StandardOpenOption.READ);
            }
            if (channel != null) {
                if (channel.size() < channel.position()) {
                    throw new IOException("the file has become shorter than what was read of it");
                }
                int read = channel.read(ByteBuffer.wrap(bytes, offset, length));
                if (read > 0) {
                    return read;
                }
            }
            if (System.nanoTime() - since > idleNanos) {
                return -1;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
        return -1;
    }

    /** Lets what was read so far be all; may be called by another thread. */
    public void stop() {
        stopped = true;
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        if (channel != null) {
            channel.close();
        }
    }
}
