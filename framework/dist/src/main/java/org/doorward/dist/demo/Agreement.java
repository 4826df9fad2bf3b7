package org.doorward.dist.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorward.tools.search.AusearchCommand;
import picocli.CommandLine;

/**
 * What the application counted, against what Doorward's {@code ausearch} finds in the trail, against what the {@code ausearch} of Linux
 * audit finds there, if it is installed. The readers count all of the trail, the application this run of it.
 */
final class Agreement {
    /** Says that the application does not count this. */
    static final int UNKNOWN = -1;

    private static final Pattern ID = Pattern.compile(" msg=audit\\([0-9]+\\.[0-9]{3}:([0-9]+)\\):");

    private record Row(int application, List<String> search) {}

    private final Path trail;
    private final long before;
    private final List<Row> rows = new ArrayList<>();

    /** @param before the serial of the last event that is not of this run */
    Agreement(Path trail, long before) {
        this.trail = trail;
        this.before = before;
    }

    /** What the application counted, and the search that finds it. */
    void expect(int application, String... search) {
        rows.add(new Row(application, List.of(search)));
    }

    /**
     * Prints the table, and writes the searches with their counts to a file, a line for each.
     *
     * @throws StepFailedException if two of the three do not agree
     */
    void check(Narrator narrator, Path expectations) throws IOException, InterruptedException, StepFailedException {
        boolean real = hasRealTool();
        narrator.line("    application   doorward   ausearch   search");
        List<String> lines = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Row row : rows) {
            Set<Long> ours = ours(row.search());
            long thisRun = ours.stream().filter(serial -> serial > before).count();
            Set<Long> theirs = real ? theirs(row.search()) : ours;
            String search = String.join(" ", row.search());
            narrator.line(String.format(
                    "    %11s %10d %10s   %s",
                    row.application() == UNKNOWN ? "-" : row.application(),
                    ours.size(),
                    real ? theirs.size() : "-",
                    search));
            if (row.application() != UNKNOWN && row.application() != thisRun || !ours.equals(theirs)) {
                wrong.add(disagreement(row, search, thisRun, ours, theirs));
            }
            lines.add(ours.size() + "\t" + search);
        }
        Files.write(expectations, lines, StandardCharsets.UTF_8);
        if (!real) {
            narrator.line(
                    "    The ausearch of Linux audit is not installed here (package auditd or audit); it reads this trail, too.");
        }
        if (!wrong.isEmpty()) {
            throw new StepFailedException("the counts do not agree for " + String.join("; ", wrong));
        }
    }

    private static String disagreement(Row row, String search, long thisRun, Set<Long> ours, Set<Long> theirs) {
        StringBuilder text = new StringBuilder("[" + search + "]: ");
        if (row.application() != UNKNOWN) {
            text.append("application ").append(row.application()).append(", ");
        }
        text.append("doorward ").append(thisRun).append(" of this run");
        Set<Long> different = new TreeSet<>(ours);
        different.addAll(theirs);
        different.removeIf(serial -> ours.contains(serial) && theirs.contains(serial));
        if (!different.isEmpty()) {
            text.append(", found by one reader alone: the events ").append(different);
        }
        return text.toString();
    }

    private Set<Long> ours(List<String> search) throws IOException {
        StringWriter out = new StringWriter();
        CommandLine ausearch = new CommandLine(AusearchCommand.over(() -> trail))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(Writer.nullWriter()));
        ausearch.execute(Stream.concat(search.stream(), Stream.of("--raw")).toArray(String[]::new));
        return events(new BufferedReader(new StringReader(out.toString())));
    }

    private static boolean hasRealTool() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Arrays.stream(path.split(":")), Stream.of("/usr/sbin", "/sbin"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ausearch")));
    }

    private Set<Long> theirs(List<String> search) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ausearch", "-if", trail.toString(), "--raw"));
        command.addAll(search);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        Process process = builder.start();
        try (OutputStream ignored = process.getOutputStream(); // else it would read the trail from there
                BufferedReader out = process.inputReader(StandardCharsets.ISO_8859_1)) {
            return events(out);
        } finally {
            process.waitFor();
        }
    }

    private static Set<Long> events(BufferedReader lines) throws IOException {
        Set<Long> events = new HashSet<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher id = ID.matcher(line);
            if (id.find()) {
                events.add(Long.valueOf(id.group(1)));
            }
        }
        return events;
    }
}
