package org.doorward.itest.faults.victim;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.doorward.control.FailureMode;

/**
 * What a victim does, as its command line says it.
 *
 * @param trail the segment that it writes
 * @param run stands in the name of each operation, so that names of several runs over one trail differ
 * @param reliable producers of the reliable lane, which wait until their record is durable
 * @param lossy producers of the lossy lane, which wait for nothing
 * @param events how many each reliable producer emits, then it ends; 0: until it is told to stop
 * @param paceMicros a rest of each producer after each event; 0: none
 * @param twin who writes
 * @param failureMode what happens when no record can be kept
 * @param maxLogFileMegabytes when the trail is rotated; 0: never
 * @param numLogs how many segments it keeps
 * @param payload bytes of text in each event besides its name
 */
public record Options(
        Path trail,
        String run,
        int reliable,
        int lossy,
        int events,
        int paceMicros,
        Twin twin,
        FailureMode failureMode,
        int maxLogFileMegabytes,
        int numLogs,
        int payload) {
    /** Four reliable producers over the real trail, which is not rotated, until told to stop. */
    public static Options into(Path folder) {
        return new Options(folder.resolve("audit.log"), "a", 4, 0, 0, 0, Twin.REAL, FailureMode.LOG, 0, 99, 100);
    }

    public Options withRun(String value) {
        return of(with("run", value));
    }

    public Options withProducers(int reliableOnes, int lossyOnes) {
        return of(with("reliable", reliableOnes, "lossy", lossyOnes));
    }

    public Options withEvents(int each) {
        return of(with("events", each));
    }

    public Options withPaceMicros(int micros) {
        return of(with("paceMicros", micros));
    }

    public Options withTwin(Twin value) {
        return of(with("twin", value));
    }

    public Options withFailureMode(FailureMode value) {
        return of(with("failureMode", value));
    }

    public Options withRotation(int megabytes, int segments) {
        return of(with("maxLogFileMegabytes", megabytes, "numLogs", segments));
    }

    public Options withPayload(int bytes) {
        return of(with("payload", bytes));
    }

    private Map<String, String> with(Object... changes) {
        Map<String, String> values = values();
        for (int i = 0; i < changes.length; i += 2) {
            values.put(changes[i].toString(), changes[i + 1].toString());
        }
        return values;
    }

    /** As {@code name=value}, for a command line. */
    public List<String> arguments() {
        return values().entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .sorted()
                .toList();
    }

    static Options parse(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int at = argument.indexOf('=');
            values.put(argument.substring(0, at), argument.substring(at + 1));
        }
        return of(values);
    }

    private Map<String, String> values() {
        return new HashMap<>(Map.ofEntries(
                Map.entry("trail", trail.toString()),
                Map.entry("run", run),
                Map.entry("reliable", "" + reliable),
                Map.entry("lossy", "" + lossy),
                Map.entry("events", "" + events),
                Map.entry("paceMicros", "" + paceMicros),
                Map.entry("twin", twin.name()),
                Map.entry("failureMode", failureMode.name()),
                Map.entry("maxLogFileMegabytes", "" + maxLogFileMegabytes),
                Map.entry("numLogs", "" + numLogs),
                Map.entry("payload", "" + payload)));
    }

    private static Options of(Map<String, String> values) {
        return new Options(
                Path.of(values.get("trail")),
                values.get("run"),
                Integer.parseInt(values.get("reliable")),
                Integer.parseInt(values.get("lossy")),
                Integer.parseInt(values.get("events")),
                Integer.parseInt(values.get("paceMicros")),
                Twin.valueOf(values.get("twin")),
                FailureMode.valueOf(values.get("failureMode")),
                Integer.parseInt(values.get("maxLogFileMegabytes")),
                Integer.parseInt(values.get("numLogs")),
                Integer.parseInt(values.get("payload")));
    }
}
