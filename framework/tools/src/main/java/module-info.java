/** auditctl, ausearch and their kin. */
module org.doorward.tools {
    requires transitive org.doorward.api;
    requires org.doorward.event;
    requires org.doorward.rules;
    requires org.doorward.trail;
    requires transitive info.picocli;

    opens org.doorward.tools.report to
            info.picocli;
    opens org.doorward.tools to
            info.picocli;
    opens org.doorward.tools.life to
            info.picocli;
    opens org.doorward.tools.module to
            info.picocli;
    opens org.doorward.tools.print to
            info.picocli;
    opens org.doorward.tools.search to
            info.picocli;
    opens org.doorward.tools.terminal to
            info.picocli;
    opens org.doorward.tools.time to
            info.picocli;
    opens org.doorward.tools.trail to
            info.picocli;
    opens org.doorward.tools.why to
            info.picocli;

    exports org.doorward.tools;
    exports org.doorward.tools.control;
    exports org.doorward.tools.life;
    exports org.doorward.tools.report;
    exports org.doorward.tools.search;
    exports org.doorward.tools.terminal;
    exports org.doorward.tools.why;
}
