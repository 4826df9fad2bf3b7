/** The grammar of auditctl: parse, print, compile, match. */
module org.doorward.rules {
    requires transitive org.doorward.api;
    requires org.doorward.event;

    exports org.doorward.rules to
            org.doorward.core,
            org.doorward.osgi,
            org.doorward.tools;
}
