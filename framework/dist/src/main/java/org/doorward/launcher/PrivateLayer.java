package org.doorward.launcher;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Builds the layer that holds the engine: all jars of one folder, cured, in one loader that no bundle can name. */
final class PrivateLayer {
    /** slf4j must not look for its provider by ServiceLoader: a bundle would then get one of its own. */
    private static final String LOGGING = "ch.qos.logback.classic.spi.LogbackServiceProvider";

    private PrivateLayer() {}

    /**
     * The layer over these jars.
     *
     * @throws java.lang.module.FindException if a jar is missing or is no module
     */
    static ModuleLayer of(Path folder) {
        System.setProperty("slf4j.provider", LOGGING);
        System.setProperty("slf4j.internal.verbosity", "WARN");
        Set<ModuleReference> found = ModuleFinder.of(folder).findAll();
        Set<String> names =
                found.stream().map(module -> module.descriptor().name()).collect(Collectors.toUnmodifiableSet());
        Map<String, ModuleReference> cured = found.stream()
                .map(module -> new CuredModule(module, names))
                .collect(Collectors.toUnmodifiableMap(
                        module -> module.descriptor().name(), Function.identity()));
        Configuration configuration = Configuration.resolve(
                new Folder(cured), List.of(ModuleLayer.boot().configuration()), ModuleFinder.of(), names);
        return ModuleLayer.defineModulesWithOneLoader(
                        configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
                .layer();
    }

    private static final class Folder implements ModuleFinder {
        private final Map<String, ModuleReference> modules;

        Folder(Map<String, ModuleReference> modules) {
            this.modules = modules;
        }

        @Override
        public Optional<ModuleReference> find(String name) {
            return Optional.ofNullable(modules.get(name));
        }

        @Override
        public Set<ModuleReference> findAll() {
            return Set.copyOf(modules.values());
        }
    }
}
