package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;
import static org.doorward.core.Engine.records;

import com.sun.management.ThreadMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.doorward.core.woven.WovenAgent;
import org.doorward.event.EventLayout;
import org.doorward.module.Kind;
import org.doorward.module.TextArgument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arguments of any size cost a bounded event and bounded memory, and the record says what was cut. */
class GiantArgumentTest {
    private static final String[] ROWS = {
        "22 file.delete java/io/File delete ()Z this=path boolean",
        "30 process.exec java/lang/ProcessImpl start ([Ljava/lang/String;Ljava/util/Map;Ljava/lang/String;[Ljava/lang/ProcessBuilder$Redirect;Z)Ljava/lang/Process; a1=argv;a3=directory return",
    };
    private static final int DELETE = 0;
    private static final int EXEC = 1;
    private static final int TEN_MEGABYTES = 10 << 20;
    /** The event and the text of a few dozen records, and the copies of an array of references. */
    private static final long BOUND = 8 << 20;

    private static final Kind NOTE = Kind.of("note.write");
    private static final TextArgument TEXT = NOTE.textArgument("text");

    private final Engine engine = new Engine(options -> options.resolver = new SubjectResolver() {
        @Override
        public BundleIdentity caller(BundleIdentity owner) {
            return owner;
        }

        @Override
        public Actor actor(boolean everybody, boolean ofClassPath) {
            return Actor.of(Engine.APPLICATION);
        }
    });
    private final WovenJvm jvm = new WovenJvm(ROWS);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @BeforeEach
    void everythingIsAudited() {
        WovenAgent agent = jvm.agent();
        engine.core().intercept(agent, agent.jdkRows(), SelfProtection.NONE);
        engine.modules(module("all", DecisionTest.flagging("all"), "file.*", "process.exec", "note.write"));
    }

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    /** What the call allocates in this thread. */
    private long allocated(Callable<?> call) throws Exception {
        long before = threads.getCurrentThreadAllocatedBytes();
        call.call();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private String event() {
        assertThat(engine.operations()).hasSize(1);
        return engine.operations().get(0);
    }

    @Test
    void aTextOfTenMegabytesIsCutAndMarked() throws Exception {
        String giant = "x".repeat(TEN_MEGABYTES);
        assertThat(allocated(() -> {
                    engine.guard().operation(NOTE).set(TEXT, giant).enter().close();
                    return null;
                }))
                .isLessThan(BOUND);
        assertThat(field(event(), "text")).hasSize(EventLayout.MAXIMUM_TEXT);
        assertThat(field(event(), "text_len")).isEqualTo(String.valueOf(TEN_MEGABYTES));
    }

    @Test
    void aPathOfTenMegabytesIsCutAndMarked() throws Exception {
        File giant = new File("/" + "x".repeat(TEN_MEGABYTES));
        jvm.call(DELETE, giant, () -> true);
        assertThat(event().length()).isLessThan(32 * 1024);
        assertThat(records(event(), "PATH")).allMatch(record -> record.length() < 16 * 1024);
    }

    @Test
    void anArgumentOfTenMegabytesOfAProcessIsCutAndMarked() throws Exception {
        String[] argv = {"/bin/echo", "x".repeat(TEN_MEGABYTES)};
        assertThat(allocated(() -> jvm.call(EXEC, null, () -> null, argv, null, null, null, false)))
                .isLessThan(BOUND);
        assertThat(event().length()).isLessThan(2 * EventLayout.MAXIMUM + 64 * 1024);
        assertThat(records(event(), "EXECVE").get(0)).startsWith("argc=2 a0=\"/bin/echo\" a1_len=" + TEN_MEGABYTES);
    }

    @Test
    void aHundredThousandArgumentsOfAProcessEndWhereTheEventDoes() throws Exception {
        String[] argv = new String[100_000];
        Arrays.fill(argv, "argument");
        assertThat(allocated(() -> jvm.call(EXEC, null, () -> null, argv, null, null, null, false)))
                .isLessThan(BOUND);
        assertThat(records(event(), "EXECVE").get(0)).startsWith("argc=100000 a0=\"argument\"");
        assertThat(event().length()).isLessThan(8 * EventLayout.MAXIMUM);
    }
}
