package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.doorward.module.PathArgument.Role;
import org.junit.jupiter.api.Test;

/** What a producer says of an operation costs it no garbage once its event is warm. */
class EventEncoderAllocationTest {
    private static final int ROUNDS = 20_000;
    private static final byte[] SIX = new byte[16];
    private static final byte[] FOUR = {10, 0, 0, 1};
    private static final byte[] SOCKET = "/run/a.sock".getBytes(StandardCharsets.UTF_8);
    private static final String LONG = "x".repeat(9000);

    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final EventEncoder event = new EventEncoder();
    private long lengths;
    private Object escaped;

    /** The least of several runs: a compilation or a class that is loaded late belongs to none of them. */
    private long bytesPerRun(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 10; run++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                work.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private void subject() {
        event.subject("org.example.billing", "1.4.2", "file:/b.jar", "org.example.billing:1.4.2");
        event.tenant("acme");
        event.principal("alice");
        event.via("org.apache.commons.exec:1.3");
    }

    private void ended() {
        event.outcome(true, 0, null);
        event.key("k");
        event.stamp(1, 2);
        lengths += event.length();
    }

    @Test
    void subjectsInTurnAllocateNothing() {
        KindSpec exit = KindTable.contract().find("runtime.exit");
        assertThat(bytesPerRun(() -> {
                    event.begin(exit);
                    subject();
                    ended();
                    event.begin(exit);
                    event.subject("org.example.other", "2.0.0", "file:/o.jar", "org.example.other:2.0.0");
                    ended();
                }))
                .isZero();
        assertThat(lengths).isPositive();
    }

    @Test
    void aProcessAllocatesNothing() {
        KindSpec exec = KindTable.contract().find("process.exec");
        assertThat(bytesPerRun(() -> {
                    event.begin(exec);
                    subject();
                    event.path(Role.OBJECT, "/bin/tool");
                    event.argv(3);
                    event.argvText("/bin/tool");
                    event.argvText(LONG);
                    event.argvSecret();
                    event.process("child", 4300, "tool");
                    event.process("other", 4301, 0, 0, 1, null);
                    ended();
                }))
                .isZero();
        assertThat(lengths).isPositive();
    }

    @Test
    void anArgumentThatIsShortenedAllocatesNothing() {
        KindSpec exec = KindTable.contract().find("process.exec");
        assertThat(bytesPerRun(() -> {
                    event.begin(exec);
                    event.limit(4096);
                    event.argv(2);
                    event.argvText(LONG);
                    event.argvText("left out");
                    ended();
                }))
                .isZero();
        assertThat(event.cut()).isEqualTo(2);
    }

    @Test
    void anAddressAllocatesNothing() {
        KindSpec connect = KindTable.contract().find("network.connect");
        assertThat(bytesPerRun(() -> {
                    event.beginEntry(connect);
                    subject();
                    event.address("address", FOUR, 0, 443, "db.example.org");
                    event.address("local", SIX, 2, 8080, null);
                    event.unresolvedAddress("address", "no.such.invalid", 80);
                    event.unixAddress("address", SOCKET, 0, SOCKET.length);
                    event.unixAddress("address", "/run/b.sock");
                    event.size(42);
                    event.bytes("blob", SIX, 1, 4);
                    ended();
                }))
                .isZero();
        assertThat(lengths).isPositive();
    }

    @Test
    void theMeterSeesAnAllocation() {
        assertThat(bytesPerRun(() -> escaped = new byte[16])).isGreaterThanOrEqualTo(ROUNDS * 32L);
        assertThat(escaped).isNotNull();
    }
}
