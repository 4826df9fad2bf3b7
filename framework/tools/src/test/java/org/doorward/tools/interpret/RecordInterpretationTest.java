package org.doorward.tools.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.doorward.trail.TrailRecord;
import org.doorward.trail.read.TrailLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordInterpretationTest {
    @TempDir
    private Path folder;

    private RecordInterpretation record(String fields) throws IOException {
        Path trail = folder.resolve("audit.log");
        Files.writeString(trail, "type=SYSCALL msg=audit(1750000000.007:7): " + fields + "\n", StandardCharsets.UTF_8);
        try (TrailLog log = new TrailLog(trail)) {
            TrailRecord record = log.next().records().get(0);
            return new Interpreter().record(record);
        }
    }

    @Test
    void ofWhatAuditdAddedNamesOfUsersAreDecodedAndOtherWordsAreNot() throws IOException {
        RecordInterpretation record = record(
                "syscall=21 auid=1 uid=2 gid=3\u001dSYSCALL=access AUID=\"j\u00fcrgen\" UID=6120 GID=unknown-group(3)");

        assertThat(record.added("syscall")).isEqualTo("access"); // its first letters are hexadecimal digits
        assertThat(record.added("auid")).isEqualTo("j\u00fcrgen");
        assertThat(record.added("uid")).isEqualTo("a ");
        assertThat(record.added("gid")).as("it did not know").isNull();
        assertThat(record.added("exe")).isNull();
        assertThat(record.added()).containsOnlyKeys("syscall", "auid", "uid", "gid");
        assertThat(record.words("auid", "1")).isEqualTo("j\u00fcrgen");
        assertThat(record.words("syscall", "21")).isEqualTo("access");
    }
}
