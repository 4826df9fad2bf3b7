package org.doorward.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of text that grow: what the text form writes into. Values are written by the rules of the value types of the trail. */
final class TextBuffer {
    private static final byte[] UPPER = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOWER = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "(null)".getBytes(StandardCharsets.US_ASCII);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long EACH = 0x0101010101010101L;
    private static final long TOP = EACH * 0x80;

    private byte[] bytes;
    private int length;

    TextBuffer(int initial) {
        bytes = new byte[initial];
    }

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    /** Takes back what was written behind this length. */
    void truncate(int to) {
        length = to;
    }

    byte[] array() {
        return bytes;
    }

    /** A copy of what was written. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Appends characters that are ASCII and need no encoding. */
    @SuppressWarnings(
            "deprecation") // what it is deprecated for, dropping the upper halves of characters, does not arise; it is
    // a copy
    TextBuffer ascii(String text) {
        int size = text.length();
        ensure(size);
        text.getBytes(0, size, bytes, length);
        length += size;
        return this;
    }

    TextBuffer raw(byte[] from, int offset, int size) {
        ensure(size);
        System.arraycopy(from, offset, bytes, length, size);
        length += size;
        return this;
    }

    TextBuffer raw(byte[] from) {
        return raw(from, 0, from.length);
    }

    TextBuffer letter(char c) {
        ensure(1);
        bytes[length++] = (byte) c;
        return this;
    }

    TextBuffer nothing() {
        return raw(NULL);
    }

    TextBuffer decimal(long value) {
        ensure(20);
        if (value >= 0 && value <= Integer.MAX_VALUE) {
            return digits((int) value);
        }
        if (value < 0) {
            bytes[length++] = '-';
        }
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** The short numbers that most are. */
    private TextBuffer digits(int value) {
        int count = 1;
        for (int power = 10; count < 10 && value >= power; power *= 10) {
            count++;
        }
        int rest = value;
        for (int at = length + count - 1; at >= length; at--) {
            int next = rest / 10;
            bytes[at] = (byte) ('0' + rest - 10 * next);
            rest = next;
        }
        length += count;
        return this;
    }

    /** Appends units of the last decimal as a plain decimal number: (-5, 2) is -0.05. */
    TextBuffer decimal(long units, int decimals) {
        if (decimals == 0) {
            return decimal(units);
        }
        if (units < 0) {
            letter('-');
        }
        long power = 1;
        for (int i = 0; i < decimals; i++) {
            power *= 10;
        }
        decimal(Math.abs(units / power));
        letter('.');
        long rest = Math.abs(units % power);
        for (long digit = power / 10; digit > 0; digit /= 10) {
            letter((char) ('0' + rest / digit % 10));
        }
        return this;
    }

    /** Appends exactly three digits. */
    TextBuffer millis(int value) {
        return letter((char) ('0' + value / 100))
                .letter((char) ('0' + value / 10 % 10))
                .letter((char) ('0' + value % 10));
    }

    TextBuffer lowerHex(long value) {
        int digits = Math.max(1, (67 - Long.numberOfLeadingZeros(value)) / 4);
        ensure(digits);
        for (int i = digits - 1; i >= 0; i--) {
            bytes[length++] = LOWER[(int) (value >>> (4 * i)) & 0xf];
        }
        return this;
    }

    /** Appends bytes from outside by the kernel's rule and one more: quoted if plain, else upper-case hex; {@code =} is not plain. */
    TextBuffer untrusted(byte[] from, int offset, int size) {
        return isPlain(from, offset, size) ? quoted(from, offset, size) : upperHex(from, offset, size);
    }

    /** Appends bytes that {@link #isPlain(byte[], int, int)} as {@link #untrusted(byte[], int, int)} does. */
    TextBuffer quoted(byte[] from, int offset, int size) {
        ensure(size + 2);
        bytes[length] = '"';
        System.arraycopy(from, offset, bytes, length + 1, size);
        length += size + 2;
        bytes[length - 1] = '"';
        return this;
    }

    /** As {@link #untrusted(byte[], int, int)}; {@code null} is {@code (null)}. */
    TextBuffer untrusted(String text) {
        if (text == null) {
            return nothing();
        }
        byte[] utf8 = Utf8.bytes(text);
        return untrusted(utf8, 0, utf8.length);
    }

    /** Appends what stands for a secret: no text can produce it. */
    TextBuffer masked() {
        return ascii("(masked)");
    }

    TextBuffer upperHex(byte[] from, int offset, int size) {
        ensure(2 * size);
        for (int i = offset; i < offset + size; i++) {
            bytes[length++] = UPPER[from[i] >> 4 & 0xf];
            bytes[length++] = UPPER[from[i] & 0xf];
        }
        return this;
    }

    /** The most bytes, up to a character boundary, whose form as {@link #untrusted(byte[], int, int)} takes at most {@code longest}. */
    static int fitting(byte[] from, int offset, int size, int longest) {
        int plain = Math.min(size, Math.max(0, longest - 2));
        if (isPlain(from, offset, plain)) {
            return plain;
        }
        return Utf8.boundary(from, offset, size, Math.max(0, longest) / 2);
    }

    /** Whether these bytes are written in quotes, not in hexadecimal. */
    static boolean isPlain(byte[] from, int offset, int size) {
        int end = offset + size;
        int at = offset;
        for (; at <= end - 8; at += 8) {
            if (!isPlain((long) LONG.get(from, at))) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (!isPlain(from[at])) {
                return false;
            }
        }
        return true;
    }

    /** Eight bytes at once. Where none has its top bit set no sum runs over into the next byte, and each leaves its answer in that bit. */
    private static boolean isPlain(long eight) {
        long atLeast21 = eight + EACH * (0x80 - 0x21);
        long is7f = eight + EACH;
        long noQuote = (eight ^ EACH * '"') + EACH * 0x7f;
        long noEquals = (eight ^ EACH * '=') + EACH * 0x7f;
        return (eight & TOP) == 0 && (atLeast21 & ~is7f & noQuote & noEquals & TOP) == TOP;
    }

    static boolean isPlain(byte b) {
        return b >= 0x21 && b <= 0x7e && b != '"' && b != '='; // a byte above 0x7f is negative
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
