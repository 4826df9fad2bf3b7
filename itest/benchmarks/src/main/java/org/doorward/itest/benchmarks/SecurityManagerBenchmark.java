package org.doorward.itest.benchmarks;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.CodeSource;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The rival: {@code SecurityManager.checkRead} with the JDK's own policy, twenty file grants for each domain, twenty frames deep, on the
 * names that the guard judges. The read is granted by the last of the grants. JDK 17 to 23; later ones refuse a security manager.
 */
@SuppressWarnings("removal")
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = "-Djava.security.manager=allow")
public class SecurityManagerBenchmark {
    private static final int GRANTS = 20;
    private static final int DEPTH = 20;
    private static final int CHECKS = 100;

    /** A policy file, a security manager, and the domains on the stack. */
    @State(Scope.Benchmark)
    public static class Guarded {
        @Param({"1", "5"})
        public int domains;

        private SecurityManager manager;
        private AccessControlContext callers;
        private Path policy;

        @Setup
        public void open() throws IOException {
            ProtectionDomain[] bundles = new ProtectionDomain[domains];
            StringBuilder text = new StringBuilder();
            for (String element : System.getProperty("java.class.path").split(":")) {
                text.append("grant codeBase \"")
                        .append(Path.of(element).toUri())
                        .append("\" { permission java.security.AllPermission; };\n");
            }
            for (int i = 0; i < domains; i++) {
                URL location = new URL("file:/srv/bundles/bundle-" + i + ".jar");
                bundles[i] = new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null, null, null);
                text.append("grant codeBase \"").append(location).append("\" {\n");
                for (int folder = 1; folder < GRANTS; folder++) {
                    text.append("  permission java.io.FilePermission \"/srv/data/folder-")
                            .append(folder)
                            .append("/-\", \"read\";\n");
                }
                text.append("  permission java.io.FilePermission \"${user.dir}/-\", \"read\";\n};\n");
            }
            callers = new AccessControlContext(bundles);
            policy = Files.createTempFile("doorward-benchmark", ".policy");
            Files.writeString(policy, text);
            System.setProperty("java.security.policy", policy.toString());
            System.setSecurityManager(new SecurityManager());
            manager = System.getSecurityManager();
            refuses("/etc/shadow");
        }

        private void refuses(String file) {
            PrivilegedAction<Boolean> check = () -> {
                try {
                    manager.checkRead(file);
                    return false;
                } catch (SecurityException expected) {
                    return true;
                }
            };
            if (!AccessController.doPrivileged(check, callers)) {
                throw new IllegalStateException("the policy grants [" + file + "]: nothing is checked here");
            }
        }

        @TearDown
        public void close() throws IOException {
            System.setSecurityManager(null);
            Files.delete(policy);
        }

        private void check(String name, int depth) {
            if (depth == 0) {
                manager.checkRead(name);
            } else {
                check(name, depth - 1);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(CHECKS)
    public void checkRead(Guarded guarded, Names names) {
        AccessController.doPrivileged(
                (PrivilegedAction<Void>) () -> {
                    for (int i = 0; i < CHECKS; i++) {
                        guarded.check(names.next(), DEPTH);
                    }
                    return null;
                },
                guarded.callers);
    }
}
