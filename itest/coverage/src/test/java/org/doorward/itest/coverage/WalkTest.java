package org.doorward.itest.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.doorward.itest.coverage.Walk.Leftover;
import org.doorward.itest.coverage.sample.Routes;
import org.junit.jupiter.api.Test;

/** The walk over a small graph that holds every sort of way. */
class WalkTest {
    private static final String ROUTES = "org/doorward/itest/coverage/sample/Routes";
    private static final CallGraph GRAPH = graph();
    private static final Method SINK = GRAPH.method(ROUTES, "sink()V");

    private static CallGraph graph() {
        ClassFiles files = new ClassFiles();
        List<Class<?>> all = new ArrayList<>(List.of(Routes.class.getDeclaredClasses()));
        all.addAll(List.of(Routes.class, Closeable.class, AutoCloseable.class, Callable.class, Runnable.class));
        try {
            all.add(Class.forName(Routes.class.getName() + "$1", false, WalkTest.class.getClassLoader()));
            for (Class<?> type : all) {
                String file = "/" + type.getName().replace('.', '/') + ".class";
                try (InputStream in = type.getResourceAsStream(file)) {
                    files.add("sample", true, in.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
        return files.graph();
    }

    /** Where each way begins, by the name of the method. */
    private static Map<String, Entrance> left(Predicate<Method> closed) {
        return new Walk(GRAPH, closed)
                .from(Map.of("act", List.of(SINK))).values().stream()
                        .collect(Collectors.toMap(WalkTest::name, Leftover::entrance, (a, b) -> a, TreeMap::new));
    }

    private static String name(Leftover leftover) {
        String type = leftover.method().owner().name();
        return type.substring(type.lastIndexOf('/') + 1).replace("Routes$", "").replace("Routes", "") + "."
                + leftover.method().name();
    }

    @Test
    void everySortOfWayIsWalkedBackToTheFirstEntrance() {
        assertThat(left(method -> false))
                .isEqualTo(Map.ofEntries(
                        Map.entry(".direct", Entrance.API),
                        Map.entry(".throughPrivate", Entrance.API),
                        Map.entry(".lambda", Entrance.API),
                        Map.entry(".methodReference", Entrance.API),
                        Map.entry(".callback", Entrance.API),
                        Map.entry(".throughInternalInterface", Entrance.API),
                        Map.entry(".constructor", Entrance.API),
                        Map.entry("Base.inherited", Entrance.API),
                        Map.entry("Closing.close", Entrance.IMPLEMENTATION),
                        Map.entry("First.<clinit>", Entrance.INITIALISER),
                        Map.entry("Stored.readObject", Entrance.SERIALISATION),
                        Map.entry(".nobodyCallsIt", Entrance.NO_CALLER)));
    }

    @Test
    void aHookClosesTheWaysThroughItAndNoOthers() {
        assertThat(left(method -> method.name().equals("inner")))
                .doesNotContainKey(".throughPrivate")
                .containsKeys(".direct", ".lambda");
        assertThat(left(method -> method.name().equals("direct")))
                .doesNotContainKeys(".direct", ".throughPublic")
                .containsKey(".throughPrivate");
    }

    @Test
    void aLeftoverTellsItsWay() {
        Leftover leftover = new Walk(GRAPH, method -> false)
                .from(Map.of("act", List.of(SINK)))
                .get(ROUTES + ".throughPrivate()V");

        assertThat(leftover.explained())
                .isEqualTo(
                        ROUTES + ".throughPrivate()V\n      > " + ROUTES + ".inner()V\n      > " + ROUTES + ".sink()V");
        assertThat(leftover.operations()).containsExactly("act");
    }
}
