package org.doorward.tools.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Up to where a trail was searched, in a file that the original reads and writes, too. Immutable.
 *
 * <pre>
 *   dev=0xFE01
 *   inode=1311001
 *   output=NODE SECONDS.MILLISECONDS:SERIAL 0xTYPE      NODE is - if it has none; 0.000:0 if there was no event yet
 * </pre>
 *
 * @param segment the one that was written when it was searched
 * @param last the last event that was looked at
 */
record Checkpoint(Segment segment, EventPlace last) {
    private static final Pattern NUMBER = Pattern.compile("(?:0[xX])?([0-9a-fA-F]{1,16})");
    private static final Pattern EVENT =
            Pattern.compile("(\\S+) (\\d{1,12})\\.(\\d{1,3}):(\\d{1,18}) 0x([0-9a-fA-F]{1,8})");
    private static final int HEXADECIMAL = 16;
    private static final int LARGEST_FILE = 4096;

    /**
     * What a file has.
     *
     * @return {@code null} if there is no such file
     * @throws CheckpointException if it cannot be read, or is no checkpoint; the message says what is wrong where
     */
    static Checkpoint read(Path file) throws CheckpointException {
        String text;
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw wrong(file, "it has more than " + LARGEST_FILE + " bytes");
            }
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return null;
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw new CheckpointException(
                    CheckpointException.UNUSABLE, "the checkpoint [" + file + "] cannot be read: " + e);
        }
        Long device = null;
        Long inode = null;
        EventPlace last = EventPlace.NONE;
        for (String line : text.lines().toList()) {
            if (line.startsWith("dev=")) {
                device = number(file, line, HEXADECIMAL);
            } else if (line.startsWith("inode=")) {
                inode = number(file, line, line.startsWith("inode=0x") ? HEXADECIMAL : 10);
            } else if (line.startsWith("output=")) {
                last = event(file, line);
            } else {
                throw wrong(file, "line [" + line + "] begins with none of dev=, inode= and output=");
            }
        }
        if (device == null || inode == null) {
            throw wrong(file, "the line " + (device == null ? "dev=" : "inode=") + " is missing");
        }
        return new Checkpoint(new Segment(device.intValue(), inode), last);
    }

    private static long number(Path file, String line, int radix) throws CheckpointException {
        Matcher number = NUMBER.matcher(line.substring(line.indexOf('=') + 1));
        try {
            if (number.matches()) {
                return Long.parseUnsignedLong(number.group(1), radix);
            }
        } catch (NumberFormatException e) {
            throw wrong(file, "line [" + line + "] has no number");
        }
        throw wrong(file, "line [" + line + "] has no number");
    }

    private static EventPlace event(Path file, String line) throws CheckpointException {
        Matcher event = EVENT.matcher(line.substring(line.indexOf('=') + 1));
        if (!event.matches()) {
            throw wrong(file, "line [" + line + "] is not output=NODE SECONDS.MILLISECONDS:SERIAL 0xTYPE");
        }
        return new EventPlace(
                event.group(1).equals("-") ? null : event.group(1),
                1000 * Long.parseLong(event.group(2)) + Long.parseLong(event.group(3)),
                Long.parseLong(event.group(4)),
                Integer.parseUnsignedInt(event.group(5), HEXADECIMAL));
    }

    private static CheckpointException wrong(Path file, String why) {
        return new CheckpointException(
                CheckpointException.UNUSABLE,
                "[" + file + "] is no checkpoint: " + why + "; remove it to search the whole trail");
    }

    /** Writes it, whole or not at all, for its owner alone. @throws CheckpointException if it cannot be written */
    void write(Path file) throws CheckpointException {
        String text = String.format(
                Locale.ROOT,
                "dev=0x%X\ninode=%d\noutput=%s %d.%03d:%d 0x%X\n",
                segment.device(),
                segment.inode(),
                Objects.requireNonNullElse(last.node(), "-"),
                last.stampMillis() / 1000,
                last.stampMillis() % 1000,
                last.serial(),
                last.type());
        try {
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            Path whole = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".tmp");
            try {
                Files.writeString(whole, text, StandardCharsets.ISO_8859_1);
                Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    CheckpointException.NOT_WRITTEN,
                    "the checkpoint [" + file + "] cannot be written: " + e
                            + "; the next search finds again what this one found");
        }
    }
}
