package org.doorward.modules.lockdown;

/** What has an allow list of its own: whoever may do one of its operations gains nothing by another. */
enum Concern {
    /** Other processes: to start one, or to end one. */
    EXEC("exec"),
    /** The end of this JVM. */
    EXIT("exit"),
    /** Code that is not Java's, and that nothing in the JVM can judge. */
    NATIVE("native"),
    /** Class loaders, which bring code that is in no bundle's jar. */
    LOADER("loader"),
    /** Agents, which change the code of others. */
    AGENT("agent"),
    /** What runs when the JVM ends; restricted only if the operator says so. */
    SHUTDOWN_HOOK("shutdownhook");

    private final String word;

    Concern(String word) {
        this.word = word;
    }

    /** As {@code rule=} in records. */
    String word() {
        return word;
    }

    /** The setting with the bundles that are allowed this and nothing else. */
    String key() {
        return Settings.ALLOW + "." + word;
    }
}
