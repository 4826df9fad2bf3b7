package org.doorward.itest.coverage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JDK that runs the tests: the modules that the start script gives to an instance, read from its image. */
final class Jdk {
    private static final Pattern ROOT = Pattern.compile("(?m)^modules=(\\S+)$");
    private static final Pattern MORE = Pattern.compile("(?m)^for module in (.+); do$");

    private static CallGraph graph;

    private Jdk() {}

    /** Its feature version. */
    static int feature() {
        return Runtime.version().feature();
    }

    /** The calls in all classes of these modules; read once. */
    static synchronized CallGraph graph() {
        if (graph == null) {
            FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
            ClassFiles classes = new ClassFiles();
            for (ResolvedModule module : Configuration.empty()
                    .resolve(ModuleFinder.ofSystem(), ModuleFinder.of(), roots())
                    .modules()) {
                read(
                        image.getPath("/modules", module.name()),
                        module.reference().descriptor(),
                        classes);
            }
            graph = classes.graph();
        }
        return graph;
    }

    /** What the start script gives to --limit-modules. */
    private static List<String> roots() {
        String script = Table.text("framework/dist/src/main/script/doorward");
        List<String> roots = new ArrayList<>();
        roots.addAll(List.of(found(ROOT, script).split(",")));
        roots.addAll(List.of(found(MORE, script).split(" ")));
        return roots;
    }

    private static String found(Pattern pattern, String script) {
        Matcher matcher = pattern.matcher(script);
        if (!matcher.find()) {
            throw new IllegalStateException("the start script has no line [" + pattern + "]");
        }
        return matcher.group(1).strip();
    }

    private static void read(Path folder, ModuleDescriptor module, ClassFiles classes) {
        Set<String> exported = module.exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(exports -> exports.source().replace('.', '/'))
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> classFiles = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .toList();
            for (Path file : classFiles) {
                String packageName = folder.relativize(file).getParent().toString();
                classes.add(module.name(), exported.contains(packageName), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
