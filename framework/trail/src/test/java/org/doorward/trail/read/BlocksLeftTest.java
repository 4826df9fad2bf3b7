package org.doorward.trail.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.doorward.trail.index.BlockQuery;
import org.doorward.trail.index.Chunk;
import org.doorward.trail.index.IndexWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many blocks an index leaves to be read, of a trail of operations each hundredth of which fails and is another user's. */
class BlocksLeftTest {
    private static final int EVENTS = 10_000;
    private static final int RARE = EVENTS / 100;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                folder.resolve("audit.log"),
                IntStream.range(0, EVENTS).mapToObj(BlocksLeftTest::event).collect(Collectors.joining()));
        new TrailIndex(folder, 1, IndexWriter.LEAST_BLOCK).update();
    }

    private static String event(int serial) {
        boolean rare = serial % 100 == 50;
        int user = rare ? 1001 : 1000;
        String head = String.format(" msg=audit(1750000%03d.%03d:%d): ", serial / 1000, serial % 1000, serial);
        String bundle = "org.example.b" + serial % 40;
        return (rare ? "type=AVC" + head + "avc:  denied  { open } for  pid=4242 permissive=0\n" : "")
                + "type=SYSCALL" + head + "arch=c000003e syscall=257 success=" + (rare ? "no exit=-13" : "yes exit=0")
                + " a0=ffffff9c a1=0 a2=0 a3=0 items=1 ppid=4000 pid=4242 auid=" + user + " uid=" + user
                + " gid=1000 euid=1000 suid=1000 fsuid=1000 egid=1000 sgid=1000 fsgid=1000 tty=(none) ses=3 comm=\""
                + bundle + "\" exe=\"/srv/doorward/bundle/" + bundle + "-1.4.2.jar\" subj=" + bundle
                + ":1.4.2 kind=file.open bundle=\"" + bundle + "\" dur_us=42 lane=reliable options=read key=\""
                + (rare ? "intrusion" : "k" + serial % 20) + "\"\n"
                + "type=CWD" + head + "cwd=\"/opt/doorward\"\n"
                + "type=PATH" + head + "item=0 name=\"/srv/data/f" + serial + "\" nametype=NORMAL\n"
                + "type=PROCTITLE" + head + "proctitle=2F7573722F6C69622F6A766D2F6A646B2D31372F62696E\n";
    }

    /** A chunk has them all, so that what is left of it is asked for at the first block. */
    private int left(TrailQuery query) throws IOException {
        BlockQuery blocks = query.ofBlocks();
        AtomicInteger left = new AtomicInteger();
        BlockQuery counting = new BlockQuery() {
            @Override
            public boolean mayMatch(long fromMillis, long toMillis, long fromSerial, long toSerial) {
                return blocks.mayMatch(fromMillis, toMillis, fromSerial, toSerial);
            }

            @Override
            public void retain(BitSet set, Chunk chunk) throws IOException {
                assertThat(set.cardinality()).isBetween(8 * RARE, 12 * RARE);
                blocks.retain(set, chunk);
                left.set(set.cardinality());
            }
        };
        try (SegmentInput segment = SegmentInput.open(folder.resolve("audit.log"));
                var passage = SegmentIndex.passage(segment, counting)) {
            passage.over(0);
        }
        return left.get();
    }

    @Test
    void ofAUserThoseInWhichItStands() throws IOException {
        assertThat(left(TrailQuery.ALL.number(1001, "uid"))).isEqualTo(RARE);
        assertThat(left(TrailQuery.ALL.number(1001, "uid", "euid", "auid"))).isEqualTo(RARE);
    }

    @Test
    void ofANumberThatNoFieldHasNoneThoughItIsShortOrBeginsAnother() throws IOException {
        for (long number : new long[] {0, 1, 10, 33, 100, 1002, 10_000, 100_000}) {
            assertThat(left(TrailQuery.ALL.number(number, "uid")))
                    .as("uid=" + number)
                    .isZero();
        }
        assertThat(left(TrailQuery.ALL.number(4, "ses"))).isZero();
        assertThat(left(TrailQuery.ALL.number(25, "syscall"))).isZero();
    }

    @Test
    void ofFailuresThoseInWhichOneIs() throws IOException {
        assertThat(left(TrailQuery.ALL.notYes("success", "res=failed", "type=AVC ")))
                .isEqualTo(RARE);
    }

    @Test
    void ofAKeyATypeAndAFileThoseInWhichTheyStand() throws IOException {
        assertThat(left(TrailQuery.ALL.text("intrusion"))).isEqualTo(RARE);
        assertThat(left(TrailQuery.ALL.containing("type=AVC "))).isEqualTo(RARE);
        assertThat(left(TrailQuery.ALL.text("/srv/data/f4711"))).isLessThan(RARE / 10);
    }
}
