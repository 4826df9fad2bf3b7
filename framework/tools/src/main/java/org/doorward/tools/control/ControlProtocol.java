package org.doorward.tools.control;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What goes over the control socket: one line to run, then its output in frames, the exit code last. Big-endian.
 *
 * <pre>
 *   request    0        4
 *              +--------+-------------
 *              | length | line, UTF-8          length: 0 to 64 KiB
 *              +--------+-------------
 *
 *   reply      0      1        5
 *              +------+--------+--------
 *              | type | length | bytes         type: 'o' standard output, 'e' standard error
 *              +------+--------+--------       length: 0 to 64 KiB
 *              ...
 *              +------+--------+-----------+
 *              | 'x'  |   4    | exit code |   last
 *              +------+--------+-----------+
 * </pre>
 *
 * Every method throws {@link IOException} for what is not of this form, and allocates no more than the largest length.
 */
public final class ControlProtocol {
    /** The largest line and the largest frame, in bytes. */
    public static final int MAXIMUM = 64 * 1024;

    private static final int EXIT_LENGTH = 4;

    private ControlProtocol() {}

    /** What a frame of a reply is. */
    public enum FrameType {
        /** Bytes for standard output. */
        OUT('o'),
        /** Bytes for standard error. */
        ERR('e'),
        /** The exit code. */
        EXIT('x');

        private final byte code;

        FrameType(char code) {
            this.code = (byte) code;
        }
    }

    /** A frame of a reply. The bytes belong to the receiver. */
    public record Frame(FrameType type, byte[] bytes) {
        /** The exit code of a frame {@link FrameType#EXIT}. */
        public int exitCode() {
            return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        }
    }

    /** Sends the line. @throws IOException if it is longer than {@link #MAXIMUM} bytes, or the socket fails */
    public static void writeLine(DataOutputStream to, String line) throws IOException {
        byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
        checkLength(utf8.length, MAXIMUM);
        to.writeInt(utf8.length);
        to.write(utf8);
        to.flush();
    }

    /** Receives the line. */
    public static String readLine(DataInputStream from) throws IOException {
        return new String(readBytes(from, MAXIMUM), StandardCharsets.UTF_8);
    }

    /** Sends output, in as many frames as it takes. */
    public static void writeOutput(DataOutputStream to, FrameType type, byte[] bytes, int offset, int length)
            throws IOException {
        for (int sent = 0; sent < length; sent += MAXIMUM) {
            int size = Math.min(MAXIMUM, length - sent);
            to.writeByte(type.code);
            to.writeInt(size);
            to.write(bytes, offset + sent, size);
        }
        to.flush();
    }

    /** Sends the exit code: the end of the reply. */
    public static void writeExit(DataOutputStream to, int exitCode) throws IOException {
        to.writeByte(FrameType.EXIT.code);
        to.writeInt(EXIT_LENGTH);
        to.writeInt(exitCode);
        to.flush();
    }

    /** Receives the next frame. */
    public static Frame readFrame(DataInputStream from) throws IOException {
        int code = from.read();
        if (code < 0) {
            throw new EOFException("the connection ended before the exit code");
        }
        for (FrameType type : FrameType.values()) {
            if (type.code == code) {
                byte[] bytes = readBytes(from, type == FrameType.EXIT ? EXIT_LENGTH : MAXIMUM);
                if (type == FrameType.EXIT && bytes.length != EXIT_LENGTH) {
                    throw new IOException("frame of the exit code has [" + bytes.length + "] bytes, expected 4");
                }
                return new Frame(type, bytes);
            }
        }
        throw new IOException(
                "frame of type [" + code + "], expected o, e or x: not the control socket of this version");
    }

    private static byte[] readBytes(DataInputStream from, int maximum) throws IOException {
        int length = from.readInt();
        checkLength(length, maximum);
        byte[] bytes = from.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended after [" + bytes.length + "] of [" + length + "] bytes");
        }
        return bytes;
    }

    private static void checkLength(int length, int maximum) throws IOException {
        if (length < 0 || length > maximum) {
            throw new IOException("length [" + length + "], expected 0 to " + maximum);
        }
    }
}
