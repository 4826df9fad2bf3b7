package org.doorward.tools.report;

import java.util.List;
import java.util.function.BiFunction;
import org.doorward.tools.trail.Facts;
import org.doorward.tools.trail.Numbers;

/** How often each name or number is there, the most frequent first. */
final class TotalsReport implements Report {
    /**
     * What the totals look like.
     *
     * @param title their name
     * @param rule how long the lines of {@code =} are
     * @param column what is counted
     * @param collect counts what an event has of it
     * @param label how one is shown
     */
    record Form(String title, int rule, String column, Collector collect, BiFunction<Object, Naming, String> label) {
        /** Counted by a name that is shown as it is. */
        static Form ofNames(String title, int rule, String column, Collector collect) {
            return new Form(title, rule, column, collect, (name, naming) -> name.toString());
        }

        /** Counted by record types. */
        static Form ofTypes(String title, int rule, java.util.function.Predicate<Facts> wanted) {
            Collector collect = (facts, tally, naming) -> {
                if (wanted.test(facts)) {
                    tally.add(facts.type());
                }
            };
            return new Form(title, rule, "type", collect, (type, naming) -> naming.type((Integer) type));
        }

        /** Counted by users, who are numbers or names of accounts. */
        static Form ofUsers(String title, int rule, String column, Collector collect) {
            return new Form(title, rule, column, collect, TotalsReport::userLabel);
        }
    }

    /** What is counted of an event. */
    interface Collector {
        void collect(Facts facts, Tally tally, Naming naming);
    }

    private final Form form;
    private final Tally tally = new Tally(new NameRoom(NameRoom.MOST));

    TotalsReport(Form form) {
        this.form = form;
    }

    private static String userLabel(Object name, Naming naming) {
        String text = name.toString();
        boolean number = text.startsWith("-") || !text.isEmpty() && Character.digit(text.charAt(0), 10) >= 0;
        return number ? naming.user(Numbers.id(text)) : text;
    }

    @Override
    public void heading(ReportPage page, String selection) {
        page.head(selection + form.title)
                .rule(form.rule)
                .head("total  " + form.column)
                .rule(form.rule);
    }

    @Override
    public void take(Facts facts, ReportPage page) {
        form.collect.collect(facts, tally, page.naming());
    }

    @Override
    public boolean end(ReportPage page) {
        List<Tally.Total> totals = tally.totals();
        if (totals.isEmpty()) {
            page.line(ReportPage.NOTHING).line("");
        }
        for (Tally.Total total : totals) {
            page.total(total.hits())
                    .word(form.label.apply(total.name(), page.naming()))
                    .end();
        }
        return true;
    }

    @Override
    public String remark() {
        return tally.beyond() == 0
                ? null
                : "[" + tally.beyond() + "] occurrences are not listed: there is room for [" + tally.distinct()
                        + "] distinct ones of them; report on fewer segments";
    }
}
