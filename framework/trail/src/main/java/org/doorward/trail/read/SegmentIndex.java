package org.doorward.trail.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.LongConsumer;
import org.doorward.trail.index.BlockQuery;
import org.doorward.trail.index.IndexFile;
import org.doorward.trail.index.IndexWriter;
import org.doorward.trail.index.Passage;

/*
 * Whoever can write an index can hide events from those who search with it. So it counts only in a folder that nobody else can write than the
 * owner of the segments' folder, who could write these as well.
 */
/**
 * The index of a segment, a file in the folder {@value #FOLDER} beside it. Its name is the stamp and the serial of the segment's first record,
 * which a rotation does not change. A segment that is packed, or does not begin with a record, has none.
 */
final class SegmentIndex {
    static final String FOLDER = ".index";

    private static final int FIRST_LINE = 4096;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private SegmentIndex() {}

    /** Its file, whether there is one or not; {@code null} if it cannot have one. */
    static Path of(SegmentInput segment) throws IOException {
        if (segment.isPacked()) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(FIRST_LINE);
        segment.file().read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        RecordHead head = RecordHead.of(text.lines().findFirst().orElse(""));
        // absolute: a name alone has no folder to look at
        return head == null
                ? null
                : segment.path().toAbsolutePath().resolveSibling(FOLDER).resolve(name(head));
    }

    /* {@code 1750000000.001-1}; a format would take as long as the search for a serial. */
    private static String name(RecordHead first) {
        String millis = String.valueOf(1000 + first.stampMillis() % 1000).substring(1);
        return first.stampMillis() / 1000 + "." + millis + "-" + first.serial();
    }

    /** What its index knows of a query; {@code null} without one that can be used. */
    static Passage passage(SegmentInput segment, BlockQuery query) {
        try {
            IndexFile index = open(segment, of(segment));
            return index == null ? null : new Passage(index, query);
        } catch (IOException e) {
            return null; // the segment is read
        }
    }

    /** An index that is of this segment; {@code null} if there is none. */
    private static IndexFile open(SegmentInput segment, Path file) {
        try {
            return file != null && isOwners(file.getParent())
                    ? IndexFile.open(file, segment.file(), segment.modified())
                    : null;
        } catch (IOException e) {
            return null; // there is none, or it is not of this segment any more: it is made anew
        }
    }

    private static boolean isOwners(Path folder) throws IOException {
        PosixFileAttributes own = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes above = Files.readAttributes(folder.getParent(), PosixFileAttributes.class);
        return own.isDirectory()
                && own.owner().equals(above.owner())
                && !own.permissions().contains(PosixFilePermission.GROUP_WRITE)
                && !own.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    /**
     * Makes the index, or brings it up to date if at least so many bytes are not in it.
     *
     * @param leastBlock how many bytes a block of it has at least
     * @param read is told how many bytes of the segment were read
     * @throws IOException if it cannot be made
     */
    static void update(SegmentInput segment, long least, int leastBlock, LongConsumer read) throws IOException {
        Path file = of(segment);
        long size = segment.file().size();
        if (file == null || size < least) {
            return;
        }
        createFolder(file.getParent());
        try (IndexFile before = open(segment, file)) {
            if (before != null && size - before.covered() < least) {
                return;
            }
            try (IndexWriter index = new IndexWriter(file, before, leastBlock, read)) {
                segment.seek(index.start());
                TrailLog.index(segment, index);
                index.finish(segment.file(), size, segment.modified());
            }
        }
    }

    private static void createFolder(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder, OWNER_ONLY);
        }
        if (!isOwners(folder)) {
            throw new IOException("[" + folder + "] is no folder that only the owner of [" + folder.getParent()
                    + "] can write: expected one with mode 700, or none");
        }
    }
}
