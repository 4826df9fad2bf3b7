package org.doorward.trail.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.doorward.trail.read.RecordHead;

/*
 * What is found                                          what becomes of it
 *   half an event at the end, zeros at the end           cut off at the border of an event, told
 *   zeros with whole events behind them                  cut off before the zeros, copied aside, told
 *   a current segment that is no trail                   set aside unchanged, a new one begun
 *   more behind the last event than an event is long     the same
 *   an older segment that is no trail, a folder          set aside unchanged, the gap closed
 *   damage inside an older segment                       left: readers pass over it
 *   a gap among the numbers, no current segment          closed, made
 *   a lower serial behind a higher one                   left; the next run goes on after the highest: no serial is used twice
 * No content keeps a trail from being opened; a disk that fails does. Reads the end of the current segment, and 256 KiB of each other.
 */
/** Opens a trail after whatever happened to it. */
final class Opening {
    private final Segments segments;
    private final List<Path> setAside = new ArrayList<>();
    private long cutBytes;

    private Opening(Segments segments) {
        this.segments = segments;
    }

    /**
     * What was opened.
     *
     * @param channel of the current segment, at its end
     * @param size of it
     */
    record Opened(Disk.Channel channel, long size, Recovery recovery) {}

    /** Opens it. The lock is held. */
    static Opened open(Segments segments) throws IOException {
        return new Opening(segments).open();
    }

    private Opened open() throws IOException {
        olderOnes();
        SegmentTail tail = tail();
        Disk.Channel channel = segments.open();
        try {
            if (cutBytes > 0) {
                channel.truncate(tail.end());
                channel.force();
            }
            segments.syncFolder();
            RecordHead inCurrent = RecordHead.highest(tail.highest(), tail.beyond());
            RecordHead highest = inCurrent != null ? inCurrent : highestOfOlder();
            Recovery recovery = highest == null
                    ? new Recovery(0, 0, cutBytes, setAside)
                    : new Recovery(highest.serial(), highest.stampMillis(), cutBytes, setAside);
            return new Opened(channel, tail.end(), recovery);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void olderOnes() throws IOException {
        segments.closeGaps();
        for (int number = 1; Files.exists(segments.number(number), LinkOption.NOFOLLOW_LINKS); ) {
            if (isTrail(segments.number(number))) {
                number++;
            } else {
                setAside.add(segments.setAside(segments.number(number)));
                segments.closeGaps();
            }
        }
    }

    private static boolean isTrail(Path segment) {
        if (!Files.isRegularFile(segment, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel file = FileChannel.open(segment)) {
            return SegmentTail.looksLikeTrail(file);
        } catch (IOException e) {
            return true; // nothing is known against it, and it is not written any more
        }
    }

    private SegmentTail tail() throws IOException {
        Path current = segments.current();
        if (!Files.exists(current, LinkOption.NOFOLLOW_LINKS)) {
            return SegmentTail.EMPTY;
        }
        if (!Files.isRegularFile(current, LinkOption.NOFOLLOW_LINKS)) {
            setAside.add(segments.setAside(current));
            return SegmentTail.EMPTY;
        }
        SegmentTail tail;
        try (FileChannel file = FileChannel.open(current)) {
            tail = SegmentTail.of(file);
            if (tail.isTrail()) {
                cutBytes = file.size() - tail.end();
                if (tail.beyond() != null) {
                    setAside.add(copyAside(file, tail.end()));
                }
                return tail;
            }
        }
        setAside.add(segments.setAside(current));
        return new SegmentTail(0, tail.highest(), true, null);
    }

    private Path copyAside(FileChannel file, long from) throws IOException {
        Path aside = segments.aside();
        try (FileChannel copy = FileChannel.open(
                aside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FileDisk.OWNER_ONLY)) {
            for (long at = from; at < file.size(); ) {
                at += file.transferTo(at, file.size() - at, copy);
            }
            copy.force(true);
        }
        return aside;
    }

    /** The highest of the newest of the other segments that has a whole event, or {@code null}. What cannot be read has none. */
    private RecordHead highestOfOlder() {
        for (int number = 1; Files.exists(segments.number(number)); number++) {
            try (FileChannel file = FileChannel.open(segments.number(number))) {
                RecordHead highest = SegmentTail.of(file).highest();
                if (highest != null) {
                    return highest;
                }
            } catch (IOException e) {
                // an older segment is not written any more: its state must not keep this one from being written
            }
        }
        return null;
    }
}
