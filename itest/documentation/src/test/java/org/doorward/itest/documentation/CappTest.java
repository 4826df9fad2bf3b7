package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/capp.md: no row without evidence; that the tests exist is {@link CitationsTest}'s. */
class CappTest {
    private static final List<String> LINES = Tree.lines("docs/capp.md");
    private static final Pattern ROW = Pattern.compile("\\| (F\\w\\w_\\w+\\.\\d[.\\d]*|-) \\|.*");
    private static final Pattern CITED = Pattern.compile("`\\w+(?:Test|IT)(?:\\.\\w+)?`");

    private static final List<String> COMPONENTS = List.of(
            "FAU_GEN.1.1",
            "FAU_GEN.1.2",
            "FAU_GEN.2",
            "FAU_SAR.1",
            "FAU_SAR.2",
            "FAU_SAR.3",
            "FAU_SEL.1",
            "FAU_STG.1",
            "FAU_STG.3",
            "FAU_STG.4",
            "FIA_USB.1",
            "FMT_MTD.1",
            "FPT_STM.1");

    private static List<String> rows() {
        return LINES.stream().filter(line -> ROW.matcher(line).matches()).toList();
    }

    @Test
    void everyAuditRequirementHasARow() {
        for (String component : COMPONENTS) {
            assertThat(rows()).as(component).anyMatch(row -> row.startsWith("| " + component + " |"));
        }
    }

    @Test
    void everyRowNamesTheTestThatShowsIt() {
        for (String row : rows()) {
            String evidence = row.substring(row.substring(0, row.length() - 1).lastIndexOf('|'));
            assertThat(CITED.matcher(evidence).find()).as(row).isTrue();
        }
    }
}
