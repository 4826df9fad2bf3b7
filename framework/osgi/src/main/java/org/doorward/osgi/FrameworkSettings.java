package org.doorward.osgi;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Constants;

/** What Felix and the bundles of the distribution are told at launch. */
final class FrameworkSettings {
    /** Framework property: the home of the instance, for bundles of the distribution. */
    static final String HOME = "doorward.home";

    private FrameworkSettings() {}

    /** @param bootDelegation the packages that all bundles find in the JDK without importing them, besides java.*; empty: none */
    static Map<String, String> of(EngineHome home, Optional<Path> shellHome, String bootDelegation) {
        Map<String, String> settings = new HashMap<>();
        settings.put(HOME, home.toString());
        settings.put(Constants.FRAMEWORK_STORAGE, home.frameworkCache().toString());
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        // A file in deploy/ that changes without a new version is installed beside the old one.
        settings.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        settings.put("felix.systempackages.substitution", "true");
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES, SystemPackages.OF_OSGI);
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SystemPackages.extra());
        // Whatever else a bundle needs it imports.
        settings.put(Constants.FRAMEWORK_BOOTDELEGATION, bootDelegation);
        // Without Unsafe Felix cannot replace the URL handlers of the JVM and would print a stack trace when it stops.
        settings.put("felix.service.urlhandlers", "false");
        settings.put("felix.log.level", "0"); // what it would print comes as framework events, which are logged
        settings.put("ds.loglevel", "error");
        // Gogo's own shell gives its commands; the console's reads lines, if somebody sits at a terminal.
        settings.put("gosh.args", "--nointeractive");
        shellHome.ifPresent(folder -> settings.put("doorward.shell", folder.toString()));
        settings.put("felix.fileinstall.dir", home.confFolder().toString());
        settings.put("felix.fileinstall.filter", "(?!doorward\\.cfg$).*\\.cfg");
        settings.put("felix.fileinstall.poll", "500");
        settings.put("felix.fileinstall.noInitialDelay", "true");
        settings.put("felix.fileinstall.enableConfigSave", "false");
        settings.put("felix.fileinstall.log.level", "1");
        settings.put(
                "felix.fileinstall.tmpdir",
                home.runFolder().resolve("fileinstall").toString());
        return settings;
    }
}
