/** auditctl, ausearch and their kin. */
module org.doorward.tools {
    requires transitive org.doorward.api;
    requires org.doorward.event;
    requires org.doorward.rules;
    requires org.doorward.trail;
    requires transitive info.picocli;

    opens org.doorward.tools to
            info.picocli;
    opens org.doorward.tools.module to
            info.picocli;

    exports org.doorward.tools;
    exports org.doorward.tools.control;
    exports org.doorward.tools.life;
    exports org.doorward.tools.report;
    exports org.doorward.tools.search;
    exports org.doorward.tools.terminal;
    exports org.doorward.tools.why;
}
