package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database of the demo and its client, deployed by hand: sample-modules/sql-workload/README.md, line by line. */
class SqlWorkloadIT {
    @TempDir
    private static Path folder;

    private static Doorward doorward;

    private static Path samples() {
        return Doorward.distribution().resolve("samples/h2");
    }

    @BeforeAll
    static void deployed() throws IOException {
        doorward = Doorward.run(folder.resolve("house"));
        try (Stream<Path> files = Files.list(samples())) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertThat(jars).hasSize(3);
            jars.forEach(SqlWorkloadIT::drop);
        }
        Doorward.eventually().until(() -> doorward.exec(sql("VALUES 'ready'")).out(), out -> out.contains("C1=ready"));
    }

    private static void drop(Path jar) {
        try {
            doorward.drop("deploy/" + jar.getFileName(), Files.readAllBytes(jar));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stopped() {
        try (Doorward last = doorward) {
            assertThat(last.stop()).isEqualTo(143);
            assertThat(last.output()).doesNotContain("Exception");
        }
    }

    private static String url() {
        return "'jdbc:h2:" + folder.resolve("db/tools") + ";DB_CLOSE_ON_EXIT=FALSE'";
    }

    private static String sql(String statement) {
        return "sql " + url() + " \"" + statement + "\"";
    }

    @Test
    void aFunctionInJavaIsCompiledAndStartsAProcess() {
        Path made = folder.resolve("made by SQL");

        Ran compiled = doorward.exec("script " + url() + " " + samples().resolve("touch.sql"));
        Ran called = doorward.exec("sql " + url() + " 'CALL touch(@file)' 'file=" + made + "'");

        assertThat(compiled.out()).endsWith("create=2 failed=0 set=1\n");
        assertThat(called.out()).endsWith("=exit code 0\n");
        assertThat(made).exists();
    }

    @Test
    void aStatementThatFailsIsTheFailureOfTheLine() {
        Ran failed = doorward.exec(sql("SELECT nothing FROM nowhere"));

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).contains("Table \"NOWHERE\" not found");
    }

    @Test
    void aVariableOfAnotherFormIsSaid() {
        Ran refused = doorward.exec(sql("VALUES 1") + " novalue");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("variable [novalue]: expected name=value");
    }
}
