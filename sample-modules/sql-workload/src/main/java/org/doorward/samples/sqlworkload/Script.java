package org.doorward.samples.sqlworkload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.h2.util.ScriptReader;

/** A file of statements, run one after the other, and its report. For one use. */
final class Script {
    private static final String FAILED = "failed";

    private final Session session;
    private final StringBuilder report = new StringBuilder();
    private final Map<String, Integer> counts = new TreeMap<>();

    Script(Session session) {
        this.session = session;
    }

    /** Runs all statements, those behind one that failed, too. The report ends with the counts. */
    String run(Path file) throws IOException {
        // The database's own reader: it alone knows where a statement ends, among quotes, comments and Java sources.
        try (ScriptReader statements = new ScriptReader(Files.newBufferedReader(file))) {
            statements.setSkipRemarks(true);
            for (String next = statements.readStatement(); next != null; next = statements.readStatement()) {
                if (!next.isBlank()) {
                    run(next.strip());
                }
            }
        }
        counts.putIfAbsent(FAILED, 0);
        return report.append(counts.entrySet().stream()
                        .map(count -> count.getKey() + "=" + count.getValue())
                        .collect(Collectors.joining(" ")))
                .toString();
    }

    private void run(String statement) {
        report.append("> ").append(statement.replace("\n", "\n  ")).append('\n');
        try {
            line("  ", session.execute(statement));
            count(statement.split("\\W", 2)[0].toLowerCase(Locale.ROOT));
        } catch (SQLException e) {
            line("  error: ", e.getMessage());
            count(FAILED);
        }
    }

    private void line(String prefix, String text) {
        report.append(prefix).append(text.replace("\n", "\n  ")).append('\n');
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
