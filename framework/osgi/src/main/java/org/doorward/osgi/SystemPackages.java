package org.doorward.osgi;

import java.lang.module.ModuleDescriptor.Exports;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the system bundle exports: the packages of OSGi (Felix's own list), of api, org.slf4j and org.osgi.service.log at their versions, and of every
 * module of the boot layer that exports without qualification, java.* included: bnd imports those unless it is told not to. Felix in a
 * named module would look at its own layer only: no javax.xml.parsers, and all of logback instead.
 */
final class SystemPackages {
    /** Replaced by Felix, see {@code felix.systempackages.substitution}. */
    static final String OF_OSGI = "${osgi-exports}";

    /** The packages of api, at the versions that their package-info declares. */
    static final List<String> API = List.of(
            "org.doorward.audit;version=\"1.0.0\"",
            "org.doorward.control;version=\"1.0.0\"",
            "org.doorward.guard;version=\"1.0.0\"",
            "org.doorward.module;version=\"1.0.0\"",
            "org.doorward.tool;version=\"1.0.0\"",
            "org.doorward.trail;version=\"1.0.0\"");

    /** slf4j's own bundle exports two versions, so that importers of [1.7,2) resolve. */
    private static final List<String> SLF4J = List.of(
            "org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi;version=\"2.0.20\"",
            "org.slf4j;org.slf4j.helpers;version=\"1.7.36\"");

    /** The log of bundles, which the engine reads. */
    private static final List<String> LOG =
            List.of("org.osgi.service.log;version=\"1.5.0\"", "org.osgi.service.log.admin;version=\"1.0.0\"");

    private SystemPackages() {}

    /** The value of {@code org.osgi.framework.system.packages.extra}. */
    static String extra() {
        List<String> packages = new ArrayList<>(API);
        packages.addAll(SLF4J);
        packages.addAll(LOG);
        String version = "0.0.0.JavaSE_0" + Runtime.version().feature();
        ModuleLayer.boot().modules().stream()
                .flatMap(module -> module.getDescriptor().exports().stream())
                .filter(exports -> !exports.isQualified())
                .map(Exports::source)
                .sorted()
                .distinct()
                .forEach(exported -> packages.add(exported + ";version=\"" + version + "\""));
        return packages.stream().collect(Collectors.joining(","));
    }
}
