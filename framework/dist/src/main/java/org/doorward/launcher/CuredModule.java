package org.doorward.launcher;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Opens;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.EnumSet;
import java.util.Set;

/**
 * A module as found, with a descriptor that gives bundles nothing to hold on to.
 *
 * <p>Felix's module as shipped is open, and logback's exports nearly everything: a bundle got a private Lookup on Felix and took
 * the engine's activator out of it, and it opened files with a FileAppender of its own. Hence:
 *
 * <ul>
 *   <li>no module is open; what a module opens, it opens to modules of the layer by name;
 *   <li>what bundles program against (api, org.slf4j, org.osgi) is exported to all, everything else to the modules of the layer;
 *   <li>logback provides nothing that a bundle could instantiate;
 *   <li>jdk.unsupported, which only Felix wants, may be absent.
 * </ul>
 */
final class CuredModule extends ModuleReference {
    private static final String FRAMEWORK = "org.apache.felix.framework";
    private static final String ENGINE = "org.doorward.osgi";

    private final ModuleReference found;

    CuredModule(ModuleReference found, Set<String> layer) {
        super(cure(found.descriptor(), layer), found.location().orElse(null));
        this.found = found;
    }

    private static ModuleDescriptor cure(ModuleDescriptor shipped, Set<String> layer) {
        ModuleDescriptor.Builder cured = ModuleDescriptor.newModule(shipped.name());
        shipped.version().ifPresent(cured::version);
        cured.packages(shipped.packages());
        for (Requires requires : shipped.requires()) {
            if (requires.name().equals("jdk.unsupported")) {
                cured.requires(EnumSet.of(Requires.Modifier.STATIC), requires.name());
            } else {
                cured.requires(requires);
            }
        }
        for (Exports exports : shipped.exports()) {
            if (exports.isQualified() || isForBundles(shipped.name(), exports.source())) {
                cured.exports(exports);
            } else {
                cured.exports(exports.source(), layer);
            }
        }
        if (shipped.isAutomatic()) { // a jar of OSGi API without a descriptor: its types extend those of the framework
            cured.requires(FRAMEWORK);
            shipped.packages().forEach(cured::exports);
        }
        for (Opens opens : shipped.opens()) {
            if (opens.isQualified()) {
                cured.opens(opens);
            }
        }
        if (shipped.name().equals(FRAMEWORK)) {
            cured.opens(FRAMEWORK, Set.of(ENGINE)); // the engine reads the arguments of what is mediated there
        }
        shipped.uses().forEach(cured::uses);
        if (!shipped.name().startsWith("ch.qos.logback.")) {
            shipped.provides().forEach(cured::provides);
        }
        return cured.build();
    }

    private static boolean isForBundles(String module, String exported) {
        return switch (module) {
            case "org.doorward.api", "org.slf4j" -> true;
            case FRAMEWORK -> exported.startsWith("org.osgi.");
            default -> false;
        };
    }

    @Override
    public ModuleReader open() throws IOException {
        return found.open();
    }
}
