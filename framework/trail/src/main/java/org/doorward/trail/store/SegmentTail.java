package org.doorward.trail.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The end of a segment after a crash: where the last whole event ends. Reads the last part only, and further back only where that has no whole
 * event, in constant memory.
 *
 * <p>An event is whole if its last line has its line end and, for the event of an operation, is the PROCTITLE that ends it. A fact is one
 * line. What follows the last whole event is a torn tail.
 *
 * @param end where the last whole event ends, in bytes from the beginning
 * @param last the head of a line of the last whole event, or {@code null} if there is none
 * @param isTrail whether the segment is a trail at all, or empty
 */
record SegmentTail(long end, RecordHead last, boolean isTrail) {
    /** More than the text of the largest event. */
    static final int WINDOW = 2 * 1024 * 1024;

    /** More than the longest line: windows overlap by as much. */
    private static final int OVERLAP = 64 * 1024;

    private static final Set<String> OF_OPERATION =
            Set.of("AVC", "SYSCALL", "CWD", "PATH", "KERNEL_OTHER", "EXECVE", "SOCKADDR", "OBJ_PID");

    static SegmentTail of(FileChannel segment) throws IOException {
        long size = segment.size();
        if (size == 0) {
            return new SegmentTail(0, null, true);
        }
        SegmentTail tail;
        long to = size;
        while (true) {
            long from = Math.max(0, to - WINDOW);
            tail = scan(read(segment, from, to), from);
            if (tail.last != null || from == 0) {
                break;
            }
            to = from + OVERLAP;
        }
        // what is longer than an event is not the torn tail of one, and not ours to cut
        return new SegmentTail(tail.end, tail.last, tail.isTrail && size - tail.end <= WINDOW);
    }

    private static String read(FileChannel segment, long from, long to) throws IOException {
        ByteBuffer window = ByteBuffer.allocate((int) (to - from));
        while (window.hasRemaining() && segment.read(window, from + window.position()) >= 0) {
            // read until the window is full
        }
        return new String(window.array(), 0, window.position(), StandardCharsets.ISO_8859_1);
    }

    private static SegmentTail scan(String text, long from) {
        int at = from == 0 ? 0 : text.indexOf('\n') + 1;
        boolean seen = false;
        long end = from + at;
        RecordHead whole = null;
        RecordHead open = null;
        for (int lineEnd = text.indexOf('\n', at); lineEnd >= 0; lineEnd = text.indexOf('\n', at)) {
            RecordHead head = RecordHead.of(text.substring(at, lineEnd));
            at = lineEnd + 1;
            if (head == null) {
                continue; // not ours: kept as it is if a whole event follows, cut with the torn tail otherwise
            }
            seen = true;
            boolean continues = open != null && open.isSameEvent(head);
            if (head.type().equals("PROCTITLE") || !continues && !isOfOperation(head)) {
                end = from + at;
                whole = head;
                open = null;
            } else {
                open = head;
            }
        }
        return new SegmentTail(end, whole, seen || from == 0 && isTornHead(text));
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
