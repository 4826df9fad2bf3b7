/** Frames, kinds, hook tables, decisions, modes, subjects' identity, detach. */
module org.doorward.core {
    requires transitive org.doorward.api;
    requires transitive org.doorward.event;
    requires transitive org.doorward.rules;
    requires transitive org.doorward.transport;
    requires org.slf4j;

    exports org.doorward.core to
            org.doorward.osgi;
    exports org.doorward.core.woven to
            org.doorward.osgi;
}
