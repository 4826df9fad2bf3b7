package org.doorward.trail.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.doorward.trail.read.RecordHead;

/**
 * The end of a segment after a crash: where the last whole event ends. Reads the last part only, and further back only where that has no whole
 * event, in constant memory.
 *
 * <p>An event is whole if its last line has its line end and, for the event of an operation, is the PROCTITLE that ends it. A fact is one
 * line. What follows the last whole event is a torn tail. A power cut leaves zeros where the file had grown and nothing had come yet: zeros
 * at the end are cut, be they long; before zeros in the middle the trail ends, too, though whole events may follow.
 *
 * <p>Events stand in the order in which they came to the backlog, which is not quite that of their serials: a thread may be stopped between
 * the two. The highest serial is that of one of the last events, and not always that of the last one.
 *
 * @param end where the last whole event ends, in bytes from the beginning
 * @param highest the head of a line of the whole event with the highest serial among those that were read, or {@code null} if there is none
 * @param isTrail whether the segment is a trail at all, or empty
 * @param beyond the same of those that follow behind the end, beyond zeros
 */
record SegmentTail(long end, RecordHead highest, boolean isTrail, RecordHead beyond) {
    /** Of a segment that holds nothing. */
    static final SegmentTail EMPTY = new SegmentTail(0, null, true, null);

    /** More than the text of the largest event. */
    static final int WINDOW = 2 * 1024 * 1024;

    /** More than the longest line: windows overlap by as much. */
    private static final int OVERLAP = 64 * 1024;

    private static final Set<String> OF_OPERATION =
            Set.of("AVC", "SYSCALL", "CWD", "PATH", "KERNEL_OTHER", "EXECVE", "SOCKADDR", "OBJ_PID");

    static SegmentTail of(FileChannel segment) throws IOException {
        long size = withoutZeros(segment);
        if (size == 0) {
            return EMPTY;
        }
        SegmentTail tail;
        RecordHead beyond = null;
        long to = size;
        while (true) {
            long from = Math.max(0, to - WINDOW);
            tail = scan(read(segment, from, to), from);
            beyond = RecordHead.highest(beyond, tail.beyond);
            if (tail.highest != null || from == 0) {
                break;
            }
            to = from + OVERLAP;
        }
        // what is longer than an event is not the torn tail of one, and not ours to cut
        return new SegmentTail(tail.end, tail.highest, tail.isTrail && size - tail.end <= WINDOW, beyond);
    }

    /** Whether it has the head of a record near its beginning or its end. */
    static boolean looksLikeTrail(FileChannel segment) throws IOException {
        long size = segment.size();
        long part = Math.min(size, 2L * OVERLAP);
        return size == 0
                || scan(read(segment, 0, part), 0).isTrail
                || scan(read(segment, size - part, size), size - part).isTrail;
    }

    /** The size without the zeros at the end. */
    private static long withoutZeros(FileChannel segment) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(1 << 20);
        ByteBuffer zeros = ByteBuffer.allocate(part.capacity());
        for (long to = segment.size(); to > 0; ) {
            long from = Math.max(0, to - part.capacity());
            part.clear().limit((int) (to - from));
            fill(part, segment, from);
            part.flip();
            if (part.mismatch(zeros.limit(part.limit())) >= 0) {
                int at = part.limit();
                while (part.get(at - 1) == 0) {
                    at--;
                }
                return from + at;
            }
            to = from;
        }
        return 0;
    }

    private static void fill(ByteBuffer window, FileChannel segment, long from) throws IOException {
        long at = from;
        for (int read = 0; window.hasRemaining() && read >= 0; at += read) {
            read = segment.read(window, at);
        }
    }

    private static String read(FileChannel segment, long from, long to) throws IOException {
        ByteBuffer window = ByteBuffer.allocate((int) (to - from));
        fill(window, segment, from);
        return new String(window.array(), 0, window.position(), StandardCharsets.ISO_8859_1);
    }

    private static SegmentTail scan(String text, long from) {
        int at = from == 0 ? 0 : text.indexOf('\n') + 1;
        boolean seen = false;
        long end = from + at;
        RecordHead highest = null;
        RecordHead open = null;
        boolean hole = false;
        RecordHead beyond = null;
        for (int lineEnd = text.indexOf('\n', at); lineEnd >= 0; lineEnd = text.indexOf('\n', at)) {
            String line = text.substring(at, lineEnd);
            RecordHead head = RecordHead.of(line);
            at = lineEnd + 1;
            if (line.indexOf('\0') >= 0) {
                hole = true;
                open = null;
                continue;
            }
            if (head == null) {
                continue; // not ours: kept as it is if a whole event follows, cut with the torn tail otherwise
            }
            seen = true;
            boolean continues = open != null && open.isSameEvent(head);
            if (head.type().equals("PROCTITLE") || !continues && !isOfOperation(head)) {
                if (hole) {
                    beyond = RecordHead.highest(beyond, head);
                } else {
                    end = from + at;
                    highest = RecordHead.highest(highest, head);
                }
                open = null;
            } else {
                open = head;
            }
        }
        return new SegmentTail(end, highest, seen || from == 0 && isTornHead(text), beyond);
    }

    /** A first line that was cut, be it in its head. */
    private static boolean isTornHead(String text) {
        return "type=".startsWith(text)
                || "node=".startsWith(text)
                || text.startsWith("type=")
                || text.startsWith("node=");
    }

    private static boolean isOfOperation(RecordHead head) {
        return OF_OPERATION.contains(head.type());
    }
}
