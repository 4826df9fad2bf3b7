package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;

import java.io.File;
import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.doorward.guard.OperationDeniedException;
import org.doorward.module.Kind;
import org.doorward.rules.RuleSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many denials of one bundle in a short time, from the call to the trail. A window ends when the test looks. */
class DenialStormTest extends InterceptorFixture {
    private static final File FILE = new File("/a");

    private void storm(int threshold, int denials) {
        install();
        engine.core().setDenialStorm(threshold);
        engine.modules(module("m", DENYING, "file.open"));
        deny(denials);
    }

    private void deny(int times) {
        for (int i = 0; i < times; i++) {
            denied();
        }
    }

    private Throwable denied() {
        return catchThrowable(() -> jvm.call(STREAM, null, () -> null, FILE));
    }

    // ---- what is thrown
    // ---------------------------------------------------------------------------------------------------------------

    @Test
    void beyondTheThresholdADenialIsWhatTheMethodDeclaresWithoutAStack() {
        storm(3, 2);
        assertThat(denied().getStackTrace()).as("the third").isNotEmpty();

        Throwable bare = denied();

        assertThat(bare)
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("/a (denied file.open for org.example.app:1.0.0 by module [m]")
                .hasCauseInstanceOf(OperationDeniedException.class);
        assertThat(bare.getStackTrace()).isEmpty();
        assertThat(bare.getCause().getStackTrace()).isEmpty();
        assertThat(bare.fillInStackTrace().getStackTrace()).as("for good").isEmpty();
    }

    @Test
    void aDenialThroughTheGuardHasNoStackEither() {
        storm(3, 0);
        Throwable last = null;
        for (int i = 0; i < 4; i++) {
            last = catchThrowable(() -> engine.guard().file(Kind.FILE_OPEN, "/a", path -> "opened"));
        }

        assertThat(last).isExactlyInstanceOf(OperationDeniedException.class);
        assertThat(last.getStackTrace()).isEmpty();
        assertThat(((OperationDeniedException) last).isStackless()).isTrue();
    }

    @Test
    void eachDenialOfAStormIsAnObjectOfItsOwnWithItsOwnEvent() {
        storm(1, 5);
        Throwable one = denied();
        one.addSuppressed(new IllegalStateException("a word for another bundle"));
        Throwable other = denied();

        assertThat(other).isNotSameAs(one);
        assertThat(other.getSuppressed()).isEmpty();
        assertThat(other.getCause()).isNotSameAs(one.getCause());
        assertThat(((OperationDeniedException) other.getCause()).eventId())
                .isNotEqualTo(((OperationDeniedException) one.getCause()).eventId());
    }

    @Test
    void whenTheStormIsOverThereAreStacksAgain() {
        storm(1, 5);
        engine.look(1);
        assertThat(denied().getStackTrace()).isEmpty();
        engine.look(1);

        assertThat(denied().getStackTrace()).isNotEmpty();
    }

    @Test
    void anOuterOperationThatFailsOfItIsRecordedAsWithoutAStorm() {
        storm(1, 5);
        engine.modules(module("m", DENYING, "file.open"), module("f", flagging("k"), "process.exec"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> start(() -> openChannel(Path.of("/r"), () -> null), "/bin/ls"))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> start(() -> jvm.call(STREAM, null, () -> null, FILE), "/bin/ls"))
                    .isInstanceOf(FileNotFoundException.class);
            engine.core().setDenialStorm(0);
        }

        List<String> outer = engine.operations().stream()
                .filter(event -> event.contains("kind=process.exec"))
                .map(event -> field(event, "exit") + " " + field(event, "exception"))
                .toList();
        String access = "-13 java.nio.file.AccessDeniedException";
        String missing = "-13 java.io.FileNotFoundException";
        assertThat(outer).containsExactly(access, missing, access, missing);
    }

    // ---- what is recorded
    // -----------------------------------------------------------------------------------------------------------

    @Test
    void everyDenialOfAStormIsRecordedAndCounted() {
        storm(10, 500);

        assertThat(engine.operations()).hasSize(500).allMatch(event -> event.contains("success=no exit=-13"));
        Set<String> ids = IntStream.range(0, 10)
                .mapToObj(i -> ((OperationDeniedException) denied().getCause()).eventId())
                .collect(Collectors.toSet());
        assertThat(ids).hasSize(10);
        assertThat(engine.core().control().modules().get(0).denied()).isEqualTo(510);
    }

    @Test
    void aWindowOfAStormIsARecordWithBundleKindAndCount() {
        storm(10, 500);
        engine.look(1);
        deny(2);
        engine.look(1);
        deny(2);
        engine.look(1);

        assertThat(engine.facts("ANOM_MAX_MAC")).hasSize(2);
        assertThat(engine.facts("ANOM_MAX_MAC").get(0))
                .containsPattern(
                        "op=denial-storm bundle=\"org.example.app\" kind=file.open count=500 window_ms=\\d+ .*res=failed");
        assertThat(engine.facts("ANOM_MAX_MAC").get(1)).contains(" count=2 ");
    }

    @Test
    void aStormThatTheEndOfTheEngineMeetsIsRecorded() {
        storm(10, 500);
        engine.core().close();

        assertThat(engine.facts("ANOM_MAX_MAC")).singleElement().asString().contains(" count=500 ");
    }

    @Test
    void aRuleThatKeepsTheRecordsOfStormsOutKeepsNothingElseBack() throws Exception {
        install();
        engine.core().setRules(RuleSet.parse("test.rules", List.of("-a never,user -F msgtype=ANOM_MAX_MAC")));
        engine.core().setDenialStorm(10);
        engine.modules(module("m", DENYING, "file.open"));
        deny(50);
        engine.look(3);

        assertThat(engine.facts("ANOM_MAX_MAC")).isEmpty();
        assertThat(engine.core().storms().known()).isZero();
    }

    @Test
    @Timeout(120)
    void theRecordOfAStormWaitsForNobody() {
        storm(10, 0);
        engine.transport().sync();
        engine.hold(true);
        engine.transport().setBacklogWaitTimeMillis(0);
        int denials = 1;
        while (!denied().getMessage().endsWith("was lost)")) { // until there is no room for a denial either
            denials++;
        }
        engine.transport().setBacklogWaitTimeMillis(600_000);

        engine.look(1); // would not come back

        engine.hold(false);
        engine.transport().sync();
        engine.look(1);
        assertThat(engine.facts("ANOM_MAX_MAC"))
                .as("what found no room is told later")
                .singleElement()
                .asString()
                .contains(" count=" + denials + " ");
    }

    // ---- what it costs
    // --------------------------------------------------------------------------------------------------------------

    @Test
    void aStormOfDenialsIsCountedToTheLastAndCostsNoMemoryThatStays() {
        storm(DenialStorms.DEFAULT, 50_000);

        assertThat(engine.core().control().modules().get(0).denied()).isEqualTo(50_000);
        assertThat(engine.core().frames().known()).as("frames").isLessThan(10);
        assertThat(engine.core().storms().known()).as("pairs").isEqualTo(1);
    }

    @Test
    void whatADenialOfAStormAllocatesDoesNotGrowWithTheStack() {
        storm(1, 100);
        long shallow = bytesOfADenial(10);
        long deep = bytesOfADenial(200);
        engine.core().setDenialStorm(0);
        long shallowWithStack = bytesOfADenial(10);
        long deepWithStack = bytesOfADenial(200);

        assertThat(deepWithStack - shallowWithStack).as("control: the stacks").isGreaterThan(190 * 8);
        assertThat(deep - shallow).as("bytes for 190 frames more").isLessThan(64);
        assertThat(deep).as("bytes of a denial").isLessThan(2048).isLessThan(deepWithStack - 190 * 8);
    }

    private long bytesOfADenial(int depth) {
        if (depth > 0) {
            return bytesOfADenial(depth - 1);
        }
        LongSupplier allocated = ThreadKind.all().get(0).allocatedBytes();
        long[] runs = new long[20];
        for (int run = 0; run < runs.length; run++) {
            long before = allocated.getAsLong();
            for (int i = 0; i < 200; i++) {
                try {
                    jvm.call(STREAM, null, () -> null, FILE);
                } catch (Exception e) {
                    continue;
                }
            }
            runs[run] = (allocated.getAsLong() - before) / 200;
        }
        return Arrays.stream(runs).min().getAsLong();
    }
}
