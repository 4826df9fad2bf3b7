package org.doorward.itest.distribution.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.doorward.tool.ToolCommand;
import org.osgi.framework.BundleContext;

/**
 * {@code probe ways|members|attempts|control}. The names of the engine's classes lie in the bundle: {@code hidden.txt}, of which no
 * member may be reached, and {@code shown.txt}, of which no member may be reached that is not public.
 */
final class Probe implements ToolCommand {
    private final BundleContext context;

    Probe(BundleContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public String description() {
        return "Tries to reach the engine.";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            switch (arguments.get(0)) {
                case "ways" -> ways(out);
                case "members" -> {
                    members(names("hidden.txt"), true, out);
                    members(names("shown.txt"), false, out);
                }
                case "attempts" ->
                    new Attempts(context, List.copyOf(seen(names("hidden.txt")).values()))
                            .run()
                            .forEach(out::println);
                case "control" -> control(out);
                default -> throw new IllegalArgumentException(arguments.toString());
            }
            return 0;
        } catch (Exception e) {
            e.printStackTrace(err);
            return 1;
        }
    }

    private static List<String> names(String resource) throws IOException {
        try (InputStream in = Probe.class.getResourceAsStream("/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private void ways(PrintStream out) throws Exception {
        List<String> names = names("hidden.txt");
        new Ways(context).all().forEach((name, way) -> {
            boolean seen = names.stream().anyMatch(type -> Ways.engineClass(way, type) != null);
            out.println(name + ": " + (seen ? "class objects" : "none"));
        });
    }

    /** The engine's class objects by whatever way. */
    private Map<String, Class<?>> seen(List<String> names) throws Exception {
        Map<String, Class<?>> seen = new LinkedHashMap<>();
        Ways ways = new Ways(context);
        for (String name : names) {
            for (Ways.Finder way : ways.all().values()) {
                Class<?> type = Ways.engineClass(way, name);
                if (type != null) {
                    seen.put(name, type);
                    break;
                }
            }
        }
        return seen;
    }

    private void members(List<String> names, boolean publicToo, PrintStream out) throws Exception {
        Map<String, List<Class<?>>> packages = new TreeMap<>();
        seen(names)
                .values()
                .forEach(type -> packages.computeIfAbsent(type.getPackageName(), name -> new ArrayList<>())
                        .add(type));
        packages.forEach((name, types) -> {
            Members members = new Members();
            types.forEach(type -> members.tryAll(type, publicToo));
            out.println(name + ": " + types.size() + " classes, " + members.tried() + " members, reached "
                    + members.reached().stream().limit(20).toList());
        });
    }

    private static void control(PrintStream out) {
        Members all = new Members();
        all.tryAll(Target.class, true);
        out.println("all members: " + all.tried());
        all.reached().stream().sorted().forEach(out::println);
        Members closed = new Members();
        closed.tryAll(Target.class, false);
        out.println("members that are not public: " + closed.tried());
    }
}
