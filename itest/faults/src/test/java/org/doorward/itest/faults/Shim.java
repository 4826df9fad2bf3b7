package org.doorward.itest.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** {@code faults.c} between a victim and its C library: makes chosen calls fail. Compiled here, with the machine's {@code cc}. */
final class Shim {
    private final Path rules;
    private final Path library;

    Shim(Path under) throws IOException {
        library = under.resolve("faults.so");
        Command.run(
                "cc",
                "-shared",
                "-fPIC",
                "-O2",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-o",
                library.toString(),
                "src/test/c/faults.c");
        rules = under.resolve("faults");
        Files.createFile(rules);
    }

    /** What a victim's environment needs. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "FAULTS", rules.toString());
    }

    /** These rules from now on, as {@code faults.c} reads them, counting from here; none: no faults. What fired before is forgotten. */
    void rules(String... lines) throws IOException {
        Files.deleteIfExists(fired());
        Path next = rules.resolveSibling("faults.next");
        Files.write(next, List.of(lines));
        Files.move(next, rules, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Each fault that has happened since: {@code CALL PATH ACTION}. */
    List<String> happened() throws IOException {
        return Files.exists(fired()) ? Files.readAllLines(fired()) : List.of();
    }

    private Path fired() {
        return rules.resolveSibling("faults.fired");
    }
}
