package org.doorward.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.doorward.event.KindTable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyscallNumbersTest {
    @Test
    void aCallHasItsNumberOnEachArchitectureThatHasIt() {
        assertThat(SyscallNumbers.number(Architecture.X86_64, "rename")).isEqualTo(82);
        assertThat(SyscallNumbers.number(Architecture.I386, "RENAME")).isEqualTo(38);
        assertThat(SyscallNumbers.number(Architecture.AARCH64, "rename")).isEqualTo(SyscallNumbers.UNKNOWN);
        assertThat(SyscallNumbers.number(Architecture.AARCH64, "renameat")).isEqualTo(38);
    }

    @Test
    void aNumberOfTwoNamesIsShownAsTheOriginalShowsItAndFoundByBoth() {
        assertThat(SyscallNumbers.name(Architecture.X86_64, 17)).isEqualTo("pread");
        assertThat(SyscallNumbers.number(Architecture.X86_64, "pread64")).isEqualTo(17);
        assertThat(SyscallNumbers.number(Architecture.X86_64, "pread")).isEqualTo(17);
    }

    @Test
    void whatTheTableHasNotHasNoName() {
        assertThat(SyscallNumbers.name(Architecture.X86_64, 5001)).isNull();
        assertThat(SyscallNumbers.name(Architecture.S390X, 5001)).isNull();
    }

    @Test
    void anArchitectureIsFoundByItsNumberAndByEachOfItsWords() {
        assertThat(Architecture.of(0xC000003EL)).isEqualTo(Architecture.X86_64);
        assertThat(Architecture.of("I686")).isEqualTo(Architecture.I386);
        assertThat(Architecture.of("sparc")).isNull();
        assertThat(Architecture.of(1)).isNull();
    }

    /** The kinds of Doorward that stand for a call of Linux have its number on x86_64. */
    @Test
    void theTableOfKindsHasTheSameNumbers() {
        assertThat(KindTable.contract().all()).hasSizeGreaterThan(50).allSatisfy(kind -> {
            String call = SyscallNumbers.name(Architecture.X86_64, kind.number());
            assertThat(KindTable.contract().standingFor(String.valueOf(call)).contains(kind.name()))
                    .as(kind.name())
                    .isEqualTo(kind.number() < 5000);
        });
    }

    /** {@code ausyscall} of the Debian package auditd prints the original's table: number, name. */
    @Tag("machine")
    @ParameterizedTest
    @EnumSource(Architecture.class)
    void theOriginalHasTheSameNames(Architecture architecture) throws IOException, InterruptedException {
        Process original = new ProcessBuilder("ausyscall", architecture.word(), "--dump").start();
        String table;
        try (InputStream out = original.getInputStream()) {
            table = new String(out.readAllBytes(), StandardCharsets.US_ASCII);
        }
        assertThat(original.waitFor()).isZero();
        assertThat(table.lines().skip(1).collect(Collectors.toList()))
                .hasSizeGreaterThan(300)
                .allSatisfy(row -> {
                    String[] columns = row.split("\t");
                    int number = Integer.parseInt(columns[0]);
                    assertThat(SyscallNumbers.name(architecture, number)).isEqualTo(columns[1]);
                    assertThat(SyscallNumbers.number(architecture, columns[1])).isEqualTo(number);
                });
    }
}
