package org.doorward.tools.report;

import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.doorward.tools.trail.Facts;

/** A row for each event that the report is about. */
final class ListReport implements Report {
    /**
     * What a list looks like.
     *
     * @param title its name
     * @param rule how long the lines of {@code =} are
     * @param columns the names of its columns
     * @param wanted whether it is about an event
     * @param row writes the rows of one
     */
    record Form(String title, int rule, String columns, Predicate<Facts> wanted, BiConsumer<Facts, ReportPage> row) {}

    private final Form form;
    private boolean found;

    ListReport(Form form) {
        this.form = form;
    }

    @Override
    public void heading(ReportPage page, String selection) {
        page.head(form.title).rule(form.rule).head(form.columns);
        page.rule(
                form.columns.startsWith("# date time comm term")
                        ? form.rule + 1
                        : form.rule); // a slip of the original's
    }

    @Override
    public void take(Facts facts, ReportPage page) {
        if (form.wanted.test(facts)) {
            found = true;
            page.rowsOf(facts);
            form.row.accept(facts, page);
        }
    }

    @Override
    public boolean end(ReportPage page) {
        if (!found) {
            page.line(ReportPage.NOTHING).line("");
        }
        return found;
    }
}
