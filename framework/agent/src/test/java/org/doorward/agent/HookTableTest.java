package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hook tables as the agent reads them. */
class HookTableTest {
    private static final String HEADER =
            "item\tkind\tclass\tmethod\tdescriptor\tjdk17\tjdk25\targuments\toutcome\tloader\tdefault\n";
    private static final String ROW = "9\tfile.delete\tjava/io/File\tdelete\t()Z\t1\t1\tthis=path\tboolean\tboot\ton\n";

    @ParameterizedTest
    @CsvSource({"17, 183", "25, 195"})
    void theTableOfTheJdkListsWhatTheContractSays(int feature, int rows) {
        HookTable table = HookTable.load(feature, 0, "hooks.tsv");

        assertThat(table.rows()).hasSize(204);
        assertThat(table.selected(new HashSet<>(table.kindsOnRequest()))).hasSize(rows);
    }

    @Test
    void theTableOfTheFrameworkListsFelixAndNotEquinox() {
        HookTable table = HookTable.load(17, 204, "hooks-felix.tsv");

        assertThat(table.selected(Set.of("bundle.loadclass")))
                .hasSize(23)
                .allSatisfy(row -> assertThat(row.type()).startsWith("org/apache/felix/"));
        assertThat(table.rows().get(0).number()).isEqualTo(204);
    }

    @Test
    void theTableOfBundlesSaysWhichBundleEachRowIsOf() {
        HookTable table = HookTable.load(17, 237, "hooks-bundles.tsv");

        assertThat(table.selected(Set.of()))
                .hasSize(8)
                .allSatisfy(row -> assertThat(row.typeName())
                        .startsWith(
                                row.loader().equals("org.apache.felix.configadmin")
                                        ? "org.apache.felix.cm.impl."
                                        : row.loader() + ".impl."));
        assertThat(HookTable.load(25, 237, "hooks-bundles.tsv").selected(Set.of()))
                .hasSize(8);
    }

    @Test
    void kindsThatAreOffAreSelectedOnRequestOnly() {
        HookTable table = HookTable.load(17, 0, "hooks.tsv");

        assertThat(table.selected(Set.of())).noneMatch(row -> row.isOf("file.stat"));
        assertThat(table.selected(Set.of("file.stat")))
                .anyMatch(row -> row.isOf("file.stat"))
                .noneMatch(row -> row.isOf("file.access"));
        assertThat(table.kindsOnRequest())
                .contains("file.stat", "network.send")
                .doesNotContain("file.open", "network.connect", "runtime.startthread");
    }

    @Test
    void threadStartsAndTheEndsOfAsynchronousOperationsAreAlwaysSelected() {
        assertThat(HookTable.load(25, 0, "hooks.tsv").selected(Set.of()))
                .filteredOn(row -> row.item() == 57 || row.item() == 67)
                .hasSize(11);
    }

    @Test
    void aJdkWithoutAColumnIsRefusedWithThoseThatHaveOne() {
        assertThatThrownBy(() -> HookTable.load(21, 0, "hooks.tsv"))
                .hasMessage(
                        "hooks.tsv:1: no column for JDK [21]: expected one of [17, 25]; run on one of these, or start"
                                + " without the agent: then only the guard mediates");
    }

    @Test
    void judgedIsWhatTheEntryReadsAsItIs() {
        String row = ROW.replace(
                "this=path", "a1+a2=path;a3?b,c:d=flags;a4.ds.dir=x;const(a5)=y;exit.a6=z;result=u;a7&a8=v");
        HookRow parsed = HookTable.parse("t", HEADER + row, 17, 0).rows().get(0);

        assertThat(List.of("a1", "a2", "a3", "a7", "a8")).allMatch(parsed::judges);
        assertThat(List.of("this", "a4", "a5", "a6", "result", "a9")).noneMatch(parsed::judges);
        assertThat(HookTable.parse("t", HEADER + ROW, 17, 0).rows().get(0).judges("this"))
                .isTrue();
    }

    @Test
    void aMethodIsListedOnce() {
        assertThatThrownBy(() -> HookTable.parse("t", HEADER + ROW + ROW, 17, 0))
                .hasMessage("t:3: [item 9 file.delete java/io/File.delete()Z] is listed already: one row for each"
                        + " overload; delete one of them");
    }

    @Test
    void wrongLinesAreNamedByPlaceValueAndWhatWasExpected() {
        assertThatThrownBy(() -> HookTable.parse("t", HEADER + "# a comment\n\n" + ROW.replace("9\t", "nine\t"), 17, 0))
                .hasMessage("t:4: column [item] is [nine]: expected a number");
        assertThatThrownBy(() -> HookTable.parse("t", HEADER + ROW.replace("\ton\n", "\tof\n"), 17, 0))
                .hasMessage("t:2: column [default] is [of]: expected [on] or [off-hot]");
        assertThatThrownBy(() -> HookTable.parse("t", HEADER + ROW.replace("()Z", ""), 17, 0))
                .hasMessage("t:2: column [descriptor] is empty: write - for none");
        assertThatThrownBy(() -> HookTable.parse("t", "item\tjdk17\n9\t1\n", 17, 0))
                .hasMessage("t:2: no column [kind] in the header [item, jdk17]");
    }
}
