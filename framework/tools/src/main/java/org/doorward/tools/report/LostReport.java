package org.doorward.tools.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.doorward.tools.trail.Facts;
import org.doorward.tools.trail.Numbers;
import org.doorward.trail.TrailRecord;

/**
 * What the trail says that it lacks: each DAEMON_ERR op=lost with its window of serials, and the sums of each reason, lane and bundle.
 * Windows of several losses may overlap; their counts do not.
 */
final class LostReport implements Report {
    private static final int DAEMON_ERR = 1209;
    private static final String COLUMNS = "# date time reason lane count first last bundle event";

    private final boolean sumsOnly;
    private final NameRoom room = new NameRoom(NameRoom.MOST);
    private final Map<String, Long> sums = new LinkedHashMap<>();
    private long beyond;
    private long all;

    /** @param sumsOnly without the windows */
    LostReport(boolean sumsOnly) {
        this.sumsOnly = sumsOnly;
    }

    @Override
    public void heading(ReportPage page, String selection) {
        if (sumsOnly) {
            page.head(selection + "Lost Records Summary Report").rule(53);
            page.head("total  reason lane bundle").rule(53);
        } else {
            page.head("Lost Records Report").rule(53).head(COLUMNS).rule(53);
        }
    }

    @Override
    public void take(Facts facts, ReportPage page) {
        for (int i = 0; facts.has(DAEMON_ERR) && i < facts.size(); i++) {
            TrailRecord record = facts.record(i);
            if ("lost".equals(record.raw("op"))) {
                take(facts, record, page);
            }
        }
    }

    private void take(Facts facts, TrailRecord record, ReportPage page) {
        String count = record.raw("count");
        long lost = count == null ? 0 : Numbers.leading(count, 0, 0);
        all += lost;
        String group = orUnknown(record.raw("reason")) + " " + orUnknown(record.raw("lane")) + " "
                + orUnknown(record.text("bundle"));
        if (sums.containsKey(group) || room.take(group)) {
            sums.merge(group, lost, Long::sum);
        } else {
            beyond += lost;
        }
        if (!sumsOnly) {
            page.row(facts.event().stampMillis())
                    .word(record.raw("reason"))
                    .word(record.raw("lane"))
                    .word(count)
                    .word(record.raw("first"))
                    .word(record.raw("last"))
                    .word(record.text("bundle"))
                    .number(facts.serial())
                    .end();
        }
    }

    private static String orUnknown(String value) {
        return value == null ? "?" : value;
    }

    @Override
    public boolean end(ReportPage page) {
        if (sums.isEmpty()) {
            page.line(ReportPage.NOTHING).line("");
            return false;
        }
        if (!sumsOnly) {
            page.line("").head("total  reason lane bundle");
        }
        sums.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(sum -> page.total(sum.getValue()).word(sum.getKey()).end());
        page.total(all).line(" all");
        return true;
    }

    @Override
    public String remark() {
        return beyond == 0 ? null : "[" + beyond + "] lost records of further bundles are only in the sum of all";
    }
}
