package dev.synod.cluster;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.zip.CRC32C;

/**
 * The frames of a connection: length (4 bytes), kind (1 byte), content, CRC-32C of kind and content (4 bytes). The length is
 * that of all that follows it. Numbers are big endian.
 */
final class Frames {

    /** The version of all that is said over a connection. */
    static final int VERSION = 1;
    /** "SYND": the first content of a connection. */
    static final int MAGIC = 0x53594e44;
    /** The largest frame of a stranger, in bytes: who is not known yet cannot make a node keep more than that. */
    static final int LARGEST_OF_A_STRANGER = 4096;

    private static final int LENGTH = 4;
    private static final int KIND = 1;
    private static final int CHECKSUM = 4;
    /** What a frame has besides its content, in bytes. */
    static final int OVERHEAD = LENGTH + KIND + CHECKSUM;

    /** What a frame is for. */
    enum Kind {
        /** Who wants to send: magic number, version, and who it is. */
        HELLO,
        /** The answer, which proves that the receiver knows the secret. */
        CHALLENGE,
        /** The proof that the sender knows it too. */
        PROOF,
        /** The connection stands. */
        WELCOME,
        /** The connection does not stand, and why. */
        REFUSED,
        /** A message of the algorithm. */
        MESSAGE,
        /** Messages have arrived, on a reliable network. */
        ARRIVED,
        /** A sign of life. */
        ALIVE;

        private static final Kind[] ALL = values();
    }

    private Frames() {
    }

    /** The frame of that kind; the content's parts are written by the caller's own means. */
    static ByteBuf frame(ByteBufAllocator allocator, Kind kind, byte[]... content) {
        int size = KIND + CHECKSUM;
        for (byte[] part : content) {
            size += part.length;
        }
        ByteBuf frame = allocator.buffer(LENGTH + size);
        frame.writeInt(size);
        frame.writeByte(kind.ordinal());
        for (byte[] part : content) {
            frame.writeBytes(part);
        }
        frame.writeInt(checksum(frame, LENGTH, size - CHECKSUM));
        return frame;
    }

    private static int checksum(ByteBuf buffer, int index, int length) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.nioBuffer(index, length));
        return (int) crc.getValue();
    }

    /**
     * The content of a frame without its length: reads the kind and leaves what is between it and the checksum.
     *
     * @throws CorruptedFrameException if the checksum is another, or there is no such kind
     */
    static Kind open(ByteBuf frame) {
        int size = frame.readableBytes();
        if (size < KIND + CHECKSUM) {
            throw new CorruptedFrameException("a frame of " + size + " bytes");
        }
        int start = frame.readerIndex();
        int expected = checksum(frame, start, size - CHECKSUM);
        int found = frame.getInt(start + size - CHECKSUM);
        if (found != expected) {
            throw new CorruptedFrameException("a frame with the checksum " + Integer.toHexString(found) + "; expected "
                    + Integer.toHexString(expected));
        }
        int kind = frame.readUnsignedByte();
        if (kind >= Kind.ALL.length) {
            throw new CorruptedFrameException("a frame of kind " + kind + "; there are " + Kind.ALL.length);
        }
        frame.writerIndex(start + size - CHECKSUM);
        return Kind.ALL[kind];
    }

    /** Cuts what arrives into frames, none larger than is allowed at the time. */
    static final class Decoder extends LengthFieldBasedFrameDecoder {

        private int largest = LARGEST_OF_A_STRANGER;

        Decoder() {
            super(Integer.MAX_VALUE, 0, LENGTH, 0, LENGTH);
        }

        /** From now on frames may be as large as that. */
        void allow(int bytes) {
            largest = bytes;
        }

        @Override
        protected long getUnadjustedFrameLength(ByteBuf buffer, int offset, int length, java.nio.ByteOrder order) {
            long size = super.getUnadjustedFrameLength(buffer, offset, length, order);
            if (size > largest || size < KIND + CHECKSUM) {
                // What follows cannot be told from the rest of it: the connection is over.
                throw new TooLongFrameException("a frame of " + size + " bytes; expected " + (KIND + CHECKSUM) + " to " + largest);
            }
            return size;
        }

        @Override
        protected ByteBuf extractFrame(ChannelHandlerContext context, ByteBuf buffer, int index, int length) {
            return buffer.retainedSlice(index, length);
        }
    }
}
