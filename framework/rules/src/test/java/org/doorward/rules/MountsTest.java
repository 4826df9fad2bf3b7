package org.doorward.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountsTest {
    private static final List<String> TABLE = List.of(
            "22 28 0:20 / / rw,relatime shared:1 - ext4 /dev/vda1 rw",
            "23 22 0:21 / /sys/kernel/debug rw shared:7 - debugfs debugfs rw",
            "24 23 0:22 / /sys/kernel/debug/tracing rw - tracefs tracefs rw",
            "25 22 0:23 / /mnt/my\\040disk rw - tracefs none rw",
            "26 22 0:24 / /run rw - tracefs none rw",
            "27 22 0:25 / /run rw - tmpfs none rw",
            "not a line of the table",
            "- x");

    @ParameterizedTest
    @CsvSource({
        "/sys/kernel/debug/x, debugfs, true",
        "/sys/kernel/debug, debugfs, true",
        "/sys/kernel/debugged, debugfs, false",
        "/sys/kernel/debug/tracing/on, debugfs, false",
        "/sys/kernel/debug/tracing/on, tracefs, true",
        "/mnt/my disk/x, tracefs, true",
        "/run/x, tmpfs, true",
        "/run/x, tracefs, false",
        "/srv, ext4, true",
        "/, ext4, true",
        "/srv, xfs, false"
    })
    void aPathLiesOnWhatIsMountedNearestAboveIt(String path, String type, boolean expected) {
        byte[] name = (path + "rest").getBytes(StandardCharsets.UTF_8); // only so many bytes count

        assertThat(new Mounts(TABLE, type).have(name, path.length())).isEqualTo(expected);
    }

    @Test
    void theTableOfThisMachineIsReadAsTheJdkReadsIt() throws Exception {
        for (Path path : List.of(Path.of("/proc/self/status"), Path.of("/"))) {
            String type = Files.getFileStore(path).type();
            RuleSet rules = RuleSet.parse(
                    "test", List.of("-a always,exit -S file.open -k opens", "-a never,filesystem -F fstype=" + type));
            Ended there = new Ended("file.open", List.of(path.toString()), 0, "a:1", List.of());

            assertThat(rules.select(there).action()).as(type).isEqualTo(Action.NEVER);
        }
    }

    @Test
    void anOperationIsKeptOutIfAllItsPathsLieThere() throws Exception {
        RuleSet rules = RuleSet.parse(
                "test", List.of("-a always,exit -k all", "-a never,filesystem -F fstype=proc -k virtual"));

        assertThat(key(rules, List.of("/proc/self/x"))).isEqualTo("virtual");
        assertThat(key(rules, List.of("/proc/self/x", "/proc/y"))).isEqualTo("virtual");
        assertThat(key(rules, List.of("/proc/self/x", "/"))).isEqualTo("all");
        assertThat(key(rules, List.of())).isEqualTo("all");
        RuleSet others = RuleSet.parse(
                "test", List.of("-a always,exit -k all", "-a never,filesystem -F fstype!=proc -k others"));
        assertThat(key(others, List.of("/proc/self/x"))).isEqualTo("all");
        assertThat(key(others, List.of("/proc/self/x", "/"))).isEqualTo("others");
        assertThat(key(others, List.of())).isEqualTo("all");
    }

    private static String key(RuleSet rules, List<String> paths) {
        return rules.select(new Ended("file.rename", paths, 0, "a:1", List.of()))
                .key();
    }
}
