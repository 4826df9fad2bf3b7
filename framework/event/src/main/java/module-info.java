/** The event in bytes. */
module org.doorward.event {
    requires transitive org.doorward.api;

    exports org.doorward.event to
            org.doorward.rules,
            org.doorward.transport,
            org.doorward.trail,
            org.doorward.core,
            org.doorward.osgi,
            org.doorward.tools;
}
