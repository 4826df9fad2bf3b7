/** The commands of the distribution, and its entry. */
module org.doorward.dist {
    requires org.doorward.osgi;
    requires org.doorward.tools;
    requires org.doorward.trail;
    requires info.picocli;
    requires org.slf4j;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;

    opens org.doorward.dist to
            info.picocli;

    provides java.util.function.BiFunction with
            org.doorward.dist.Entry;
}
