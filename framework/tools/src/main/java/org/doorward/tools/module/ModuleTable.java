package org.doorward.tools.module;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.doorward.control.Mode;
import org.doorward.control.ModuleStatus;
import org.doorward.tools.terminal.Style;

/** The modules with their figures, one a line. */
final class ModuleTable {
    private static final List<String> HEAD = List.of(
            "NAME",
            "VERSION",
            "MODE",
            "CALLS",
            "DENIED",
            "WOULD-DENY",
            "DONTAUDIT",
            "FLAGGED",
            "FAULTS",
            "MEAN-US",
            "SHA256");
    /** Columns that hold no numbers. */
    private static final List<String> WORDS = List.of("NAME", "VERSION", "MODE", "SHA256");

    private ModuleTable() {}

    static void print(List<ModuleStatus> modules, PrintWriter out) {
        List<List<String>> rows = modules.stream().map(ModuleTable::row).toList();
        int[] width = HEAD.stream().mapToInt(String::length).toArray();
        rows.forEach(row -> Arrays.setAll(
                width, column -> Math.max(width[column], row.get(column).length())));
        line(Style.HEAD, HEAD, width, out);
        rows.forEach(row -> line(style(row), row, width, out));
    }

    private static List<String> row(ModuleStatus module) {
        return List.of(
                module.name(),
                module.version(),
                module.mode().token(),
                Long.toString(module.calls()),
                Long.toString(module.denied()),
                Long.toString(module.wouldDeny()),
                Long.toString(dontaudited(module)),
                Long.toString(module.flagged()),
                Long.toString(module.faults()),
                module.meanNanos() < 0 ? "-" : String.format(Locale.ROOT, "%.2f", module.meanNanos() / 1000.0),
                module.sha256().isEmpty() ? "-" : module.sha256());
    }

    private static long dontaudited(ModuleStatus module) {
        return module.dontaudited().values().stream().mapToLong(Long::longValue).sum();
    }

    private static Style style(List<String> row) {
        return row.get(HEAD.indexOf("MODE")).equals(Mode.COMPLAIN.token()) ? Style.WOULD_DENY : Style.PLAIN;
    }

    private static void line(Style style, List<String> cells, int[] width, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String form = "%" + (WORDS.contains(HEAD.get(column)) ? "-" : "") + width[column] + "s";
            line.append(column == 0 ? "" : "  ").append(String.format(Locale.ROOT, form, cells.get(column)));
        }
        style.println(out, line.toString().stripTrailing());
    }
}
