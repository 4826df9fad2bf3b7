package org.doorward.itest.bundles.attack;

import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.doorward.itest.bundles.Workload;

/** {@code work TEXT}: an application that logs a text from outside (CVE-2021-44228). */
public final class LoggingAttack extends Workload {
    @Override
    protected String work(List<String> arguments) {
        // As in a server: the JDK looks its LDAP client up there, and the loader of a bundle does not have it.
        Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
        LogManager.getLogger("shop").error("no such user: {}", arguments.get(0));
        return "logged";
    }
}
