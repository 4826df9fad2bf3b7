package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.doorward.control.LatencyStatus;
import org.doorward.control.TrailStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TrailWatchTest {
    @TempDir
    private Path folder;

    @RegisterExtension
    final CapturedLog log = new CapturedLog(TrailWatch.class);

    private final List<String> halts = new CopyOnWriteArrayList<>();
    private final AtomicLong stalled = new AtomicLong();
    private final TrailWatch watch = new TrailWatch(halts::add, 2);

    private record Status(String segment, State state, long freeMegabytes, long stalledMillis) implements TrailStatus {
        @Override
        public String diskStage() {
            return "";
        }

        @Override
        public LatencyStatus writeTime() {
            return null;
        }

        @Override
        public LatencyStatus syncTime() {
            return null;
        }
    }

    private void start() {
        watch.start(() -> new Status(
                "audit.log", stalled.get() > 0 ? TrailStatus.State.STALLED : TrailStatus.State.OK, 1, stalled.get()));
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private Path script(String text) throws IOException {
        Path script = folder.resolve("alarm");
        Files.writeString(script, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    private void awaitLog(String part) {
        Awaitility.await().until(() -> log.errors().stream().anyMatch(message -> message.contains(part)));
    }

    @Test
    void aProgramHasNoArgumentsAndAnEnvironmentOfItsOwn() throws IOException {
        start();
        Path out = folder.resolve("out");
        watch.exec(script("{ echo $#; pwd; env | grep -v ^PWD= | grep -v ^_= | grep -v ^SHLVL=; } > " + out));
        Awaitility.await()
                .untilAsserted(() -> assertThat(out).content().isEqualTo("0\n/\nPATH=/sbin:/bin:/usr/sbin:/usr/bin\n"));
    }

    @Test
    void aProgramThatHangsIsEndedAndHoldsNobodyUp() throws IOException {
        start();
        watch.exec(script("exec sleep 600"));
        watch.error("something else", null);
        awaitLog("something else");
        awaitLog("did not end within [2] s and was ended");
    }

    @Test
    void aProgramThatDoesNotStartIsReported() {
        start();
        watch.exec(folder.resolve("none"));
        awaitLog("none] cannot be run: expected an executable file");
    }

    @Test
    void haltStopsTheInstanceOnAThreadOfItsOwn() {
        start();
        watch.halt("the disk is full");
        Awaitility.await().until(() -> halts.contains("the disk is full"));
    }

    @Test
    void aHangIsSaidOnceWhileItLasts() {
        stalled.set(3_000);
        start();
        awaitLog("has not returned for [3000] ms");
        stalled.set(4_000);
        watch.error("later", null);
        awaitLog("later");
        assertThat(log.errors().stream().filter(message -> message.contains("has not returned")))
                .hasSize(1);
        stalled.set(0);
        watch.error("over", null);
        awaitLog("over");
        stalled.set(5_000);
        awaitLog("has not returned for [5000] ms");
    }

    @Test
    void whatWasOrderedBeforeCloseIsDone() {
        start();
        watch.error("last words", null);
        watch.close();
        assertThat(log.errors()).contains("last words");
    }
}
