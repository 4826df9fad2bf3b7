package org.doorward.itest.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.doorward.itest.distribution.CallTable.Row;
import org.doorward.itest.distribution.bundle.Bystander;
import org.doorward.itest.distribution.bundle.DenyAll;
import org.doorward.itest.distribution.victim.Calls;
import org.doorward.itest.distribution.victim.Victim;
import org.doorward.itest.distribution.victim.Way;
import org.doorward.itest.distribution.workshop.WorkshopActivator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bundle makes every call of a table in every way that Java has: first as it likes, as the control, then while a module denies
 * everything to it, in the end once more what ends the JVM.
 */
class VictimIT {
    private static final String ON_REQUEST =
            "hot=file.stat;file.access;file.statfs;file.getattr;file.realpath;network.send;network.receive";
    private static final Pattern DENIED =
            Pattern.compile("denied ([a-z.]+) for victim:1\\.0\\.0 by module \\[denyall]; event ");
    private static final Pattern MARK = Pattern.compile("\"/marker/([0-9]+-[A-Z_]+)\"");
    private static final Pattern KIND = Pattern.compile(" kind=([a-z.]+) ");
    private static final Pattern CATEGORY =
            Pattern.compile("(file|network|native|classloader)\\..*|process\\.(exec|exit|manage)");

    @TempDir
    private static Path folder;

    /** What is called; what ends the JVM comes last. */
    private static final List<Row> CALLED = Stream.of(false, true)
            .flatMap(fatal -> CallTable.rows().stream().filter(Row::isCalled).filter(row -> row.isFatal() == fatal))
            .toList();

    private static Doorward doorward;
    private static List<String> control;
    private static Map<String, String> results;
    private static Map<String, List<Event>> events;
    private static List<String> trail;
    private static int exitCode;
    /** Of the bystander, while everything was denied to the victim. */
    private static long rounds;

    @BeforeAll
    static void makeTheCalls() throws Exception {
        Path things = Files.createDirectory(folder.resolve("things"));
        Path beside = Files.createDirectory(folder.resolve("beside"));
        doorward = Doorward.run(
                folder.resolve("home"), Map.of("DOORWARD_OPTS", "-Duser.home=" + things, "DOORWARD_AGENT", ON_REQUEST));
        doorward.drop("deploy/victim.jar", victim());
        doorward.drop("deploy/workshop.jar", workshop());
        doorward.drop("deploy/bystander.jar", bystander(beside));
        Doorward.eventually().until(() -> doorward.exec("help calls").exitCode() == 0);
        int fatal = (int) CALLED.stream().filter(Row::isFatal).count();
        control = made(things, 0, CALLED.size() - fatal);
        doorward.drop("deploy/denyall.jar", denyAll());
        Doorward.eventually().until(() -> doorward.log().contains("modules asked: [denyall"));
        results = new HashMap<>();
        long before = rounds(beside);
        for (String line : made(things, 0, CALLED.size())) {
            String[] cells = line.split("\t", 3);
            results.put(cells[0] + "-" + cells[1], cells[2]);
        }
        rounds = rounds(beside) - before;
        String last = "\"/marker/" + (CALLED.size() - 1) + "-" + lastWay() + "\"";
        trail = Doorward.eventually()
                .until(doorward::trail, lines -> lines.stream().anyMatch(line -> line.contains(last)));
        events = byCall();
        Files.delete(doorward.home().resolve("deploy/denyall.jar"));
        Doorward.eventually().until(() -> doorward.log().contains("modules asked: []"));
        try {
            doorward.exec("calls " + things + " " + (CALLED.size() - 1) + " " + CALLED.size());
        } catch (UncheckedIOException e) {
            // It ended while it was at it.
        }
        exitCode = doorward.awaitEnd();
    }

    /** How often the bystander did its work. */
    private static long rounds(Path beside) {
        String number =
                Doorward.eventually().until(() -> Files.readString(beside.resolve("rounds")), text -> !text.isEmpty());
        return Long.parseLong(number);
    }

    private static Way lastWay() {
        return Stream.of(Way.values())
                .filter(Way::isThere)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static List<String> made(Path things, int from, int to) throws IOException {
        Ran ran = doorward.exec("calls " + things + " " + from + " " + to);
        assertThat(ran.exitCode()).as(ran.out()).isZero();
        return Files.readAllLines(things.resolve("results"));
    }

    private static byte[] victim() {
        CallSource.Code code =
                CallSource.compile(CALLED.stream().map(Row::member).toList(), folder);
        BundleJar jar = BundleJar.named("victim")
                .header("Export-Package", Calls.class.getPackageName())
                .with(Calls.class)
                .with(Victim.class)
                .with(Way.class)
                .file(code.entry(), code.bytes());
        Stream.of(Way.values()).map(Object::getClass).forEach(jar::with);
        return jar.with(type("victim.Extra")).bytes();
    }

    private static byte[] workshop() {
        BundleJar jar = BundleJar.named("workshop")
                .header("Import-Package", "org.doorward.tool,org.osgi.framework," + Calls.class.getPackageName())
                .activator(WorkshopActivator.class);
        Stream.of(
                        "MakeCalls",
                        "NoRecipeException",
                        "Recipes",
                        "NetworkRecipes",
                        "LoaderRecipes",
                        "ForeignRecipes",
                        "Recipes$1",
                        "Recipes$2",
                        "NetworkRecipes$1")
                .forEach(name -> jar.with(type("workshop." + name)));
        return jar.bytes();
    }

    private static byte[] bystander(Path beside) {
        return BundleJar.named("bystander")
                .header("Import-Package", "org.osgi.framework")
                .header("X-Folder", beside.toString())
                .activator(Bystander.class)
                .bytes();
    }

    private static byte[] denyAll() {
        return BundleJar.named("denyall")
                .header("Import-Package", "org.doorward.module,org.doorward.audit,org.osgi.framework")
                .activator(DenyAll.class)
                .bytes();
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("org.doorward.itest.distribution." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The victim's events, each under the call whose mark comes after it. */
    private static Map<String, List<Event>> byCall() {
        Map<String, List<Event>> calls = new HashMap<>();
        List<Event> open = new ArrayList<>();
        for (Event event : Event.of(trail)) {
            if (event.has("type=SYSCALL ", " subj=victim:1.0.0 ")) {
                Matcher mark = MARK.matcher(event.records().toString());
                if (mark.find()) {
                    calls.put(mark.group(1), open);
                    open = new ArrayList<>();
                } else {
                    open.add(event);
                }
            }
        }
        return calls;
    }

    @AfterAll
    static void stop() {
        doorward.close();
    }

    /** As the table says it. */
    private static String found(String call) {
        String result = results.get(call);
        List<Event> recorded = events.getOrDefault(call, List.of());
        String kinds = String.join(";", recorded.stream().map(VictimIT::kindOf).toList());
        Matcher denied = DENIED.matcher(result);
        if (result.startsWith("no recipe") || result.startsWith("not prepared") || result.startsWith("still")) {
            return result;
        }
        if (denied.find()) {
            boolean isRecorded =
                    recorded.stream().anyMatch(event -> kindOf(event).equals(denied.group(1)));
            return result.substring("threw ".length(), result.indexOf('\t')) + ":" + (isRecorded ? kinds : result);
        }
        return recorded.isEmpty() ? "none" : "swallowed:" + kinds;
    }

    private static String kindOf(Event event) {
        Matcher kind = KIND.matcher(event.record("SYSCALL"));
        return kind.find() && event.has("type=SYSCALL ", " success=no ") && event.has("type=AVC ", "denied")
                ? kind.group(1)
                : event.records().toString();
    }

    @Test
    void eachCallIsDeniedAndIsOneEventWhicheverWayItIsMadeOrTheTableSaysWhatElseItIs() {
        List<String> others = new ArrayList<>();
        for (int number = 0; number < CALLED.size(); number++) {
            for (Way way : Way.values()) {
                String call = number + "-" + way;
                if (way.isThere() && !found(call).equals(CALLED.get(number).result())) {
                    others.add(CALLED.get(number) + " " + way + ": " + found(call) + " instead of "
                            + CALLED.get(number).result() + " (" + results.get(call) + ")");
                }
            }
        }
        assertThat(others).isEmpty();
    }

    @Test
    void withoutTheModuleNoneIsDenied() {
        assertThat(control)
                .hasSizeGreaterThan(2_000)
                .noneMatch(line -> line.contains("denied "))
                .noneMatch(line -> line.contains("no recipe") || line.contains("not prepared"));
        assertThat(exitCode).isEqualTo(7);
    }

    @Test
    void whoeverIsNotInvolvedIsNeitherDeniedNorRecorded() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("beside"))) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .contains("rounds")
                    .allMatch(name -> name.equals("rounds") || name.startsWith("bystander"));
        }
        assertThat(rounds).isPositive();
        assertThat(trail)
                .filteredOn(line -> line.startsWith("type=SYSCALL "))
                .allMatch(line -> line.contains(" subj=victim:1.0.0 "));
    }

    @Test
    void whateverIsNotOneEventAndAnExceptionHasAReason() {
        List<Row> rows = CallTable.rows().stream().filter(Row::isThere).toList();
        assertThat(rows).allMatch(row -> row.isPlain() || !row.reason().isEmpty());
        assertThat(rows)
                .allMatch(
                        row -> row.isCalled() ? row.isCallable() : !row.reason().isEmpty());

        boolean is25 = Runtime.version().feature() == 25;
        assertThat(rows.stream().filter(Row::isPlain)).hasSize(is25 ? 276 : 265);
        assertThat(rows.stream().filter(row -> !row.isCalled())).hasSize(is25 ? 77 : 79);
        assertThat(rows).hasSize(is25 ? 561 : 551);
    }

    @Test
    void whatTheSurveyOfTheJdkHasInTheseCategoriesIsInTheTable() throws IOException {
        Path survey = Doorward.distribution()
                .resolve("../../../../itest/coverage/src/test/resources/org/doorward/itest/coverage/operations.tsv")
                .normalize();
        Set<String> known = new HashSet<>();
        CallTable.rows().forEach(row -> known.add(row.toString()));
        assertThat(CallTable.lines(Files.readString(survey))
                        .filter(cells -> CATEGORY.matcher(cells[4]).matches())
                        .map(cells -> new Row(cells[0], cells[1], cells[2], "", ""))
                        .filter(Row::isCallable)
                        .map(Row::toString)
                        .filter(row -> !known.contains(row)))
                .isEmpty();
    }
}
