package org.doorward.samples.sqlworkload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.h2.Driver;
import org.h2.util.OsgiDataSourceFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real database, and without a container. */
class SqlCommandsTest {
    @TempDir
    Path folder;

    private final SqlCommands commands = new SqlCommands(new OsgiDataSourceFactory(new Driver()));
    private String url;

    @BeforeEach
    void aDatabaseInAFileOfItsOwn() {
        url = "jdbc:h2:" + folder.resolve("test");
    }

    private String script(String... statements) throws IOException, SQLException {
        Path file = Files.write(folder.resolve("test.sql"), List.of(statements));
        return commands.script(url, file.toString(), "folder=" + folder);
    }

    @Test
    void aStatementReturnsWhatItChangedOrItsRows() throws SQLException {
        assertThat(commands.sql(url, "CREATE TABLE t (a INT, b VARCHAR)")).isEqualTo("done");
        assertThat(commands.sql(url, "INSERT INTO t VALUES (1, 'x')")).isEqualTo("1 row changed");
        assertThat(commands.sql(url, "INSERT INTO t VALUES (2, NULL), (3, 'z')"))
                .isEqualTo("2 rows changed");
        assertThat(commands.sql(url, "SELECT * FROM t ORDER BY a")).isEqualTo("A=1 B=x\nA=2 B=null\nA=3 B=z");
        assertThat(commands.sql(url, "SELECT * FROM t WHERE a > 3")).isEqualTo("no rows");
    }

    @Test
    void longValuesAndManyRowsAreCutAndItIsSaid() throws SQLException {
        assertThat(commands.sql(url, "SELECT x FROM SYSTEM_RANGE(1, 23)"))
                .startsWith("X=1\n")
                .endsWith("X=20\n(3 more rows)");
        assertThat(commands.sql(url, "SELECT REPEAT('y', 81) AS y")).isEqualTo("Y=" + "y".repeat(80) + "...");
    }

    @Test
    void aVariableStandsForItsValueWhateverIsInIt() throws SQLException {
        assertThat(commands.sql(url, "SELECT @what AS v", "what=it's = \"so\"; --"))
                .isEqualTo("V=it's = \"so\"; --");
    }

    @Test
    void aVariableOfAnotherFormIsRefused() {
        assertThatThrownBy(() -> commands.sql(url, "VALUES 1", "a b=c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("variable [a b=c]: expected name=value, with a name of A-Z a-z 0-9 _");
    }

    @Test
    void whatTheDatabaseThrowsIsTheFailureOfTheLine() {
        assertThatThrownBy(() -> commands.sql(url, "SELECT * FROM nowhere"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Table \"NOWHERE\" not found");
    }

    @Test
    void aScriptShowsEachStatementWithItsResultAndCountsThemByTheirFirstWord() throws Exception {
        assertThat(script("CREATE TABLE t (a INT);", "INSERT INTO t VALUES (1);", "insert into t", "values (2);"))
                .isEqualTo("""
                        > CREATE TABLE t (a INT)
                          done
                        > INSERT INTO t VALUES (1)
                          1 row changed
                        > insert into t
                          values (2)
                          1 row changed
                        create=1 failed=0 insert=2""");
    }

    @Test
    void aStatementThatFailsDoesNotKeepTheOthersFromRunning() throws Exception {
        assertThat(script("SELEKT 1;", "VALUES 1;"))
                .contains("> SELEKT 1\n  error: Syntax error", "> VALUES 1\n  C1=1\n")
                .endsWith("failed=1 values=1");
    }

    @Test
    void aStatementEndsWhereTheDatabaseSaysSo() throws Exception {
        assertThat(script(
                        "-- a comment; with a semicolon",
                        "CREATE ALIAS twice AS $$ int twice(int x) { int y = x; return y + x; } $$;",
                        "CALL twice(21) || ';';",
                        "/* nothing; */"))
                .contains("=42;\n")
                .doesNotContain("comment", "nothing")
                .endsWith("call=1 create=1 failed=0");
    }

    @Test
    void afterAShutdownAScriptGoesOnInANewConnectionWithItsVariables() throws Exception {
        assertThat(script(
                        "CREATE TABLE t AS SELECT 7 AS a;",
                        "SHUTDOWN COMPACT;",
                        "SCRIPT TO @folder || '/out.sql';",
                        "SELECT a FROM t;"))
                .contains("> SHUTDOWN COMPACT\n  done\n", "  A=7\n")
                .endsWith("create=1 failed=0 script=1 select=1 shutdown=1");
        assertThat(folder.resolve("out.sql")).isNotEmptyFile();
    }

    @Test
    void anEmptyScriptIsOneWithoutAFailure() throws Exception {
        assertThat(script("-- nothing")).isEqualTo("failed=0");
    }

    @Test
    void aScriptThatIsNotThereIsTheFailureOfTheLine() {
        assertThatThrownBy(() -> commands.script(url, folder.resolve("none.sql").toString()))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none.sql");
    }
}
