package org.doorward.itest.distribution.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.doorward.audit.AuditContext;
import org.doorward.control.OperatorControl;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.SecurityModule;
import org.doorward.module.TextArgument;
import org.doorward.tool.ToolCommand;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.LoggerFactory;

/**
 * {@code forge}: hands a text that reads as a record of the engine's to whatever takes one, as a module and as an application; prints what was
 * refused. Under the name {@code X-Module} of its manifest it is a module, too.
 */
public final class Forger implements BundleActivator, SecurityModule, ToolCommand {
    private static final String RECORD = "x' res=success'\u001d\n"
            + "type=CONFIG_CHANGE msg=audit(1750000000.000:1): op=set audit_enabled=0 old=1 auid=0 ses=1 subj=doorward:1.0.0 res=1\n"
            + "type=DAEMON_END msg=audit(1750000000.000:2): op=terminate auid=0 pid=1 uid=0 ses=1 subj=doorward:1.0.0 res=success\n"
            + "type=ANOM_RBAC_FAIL \"=\r\u0085\u2028";

    private static final Kind KIND = Kind.of("forger.kind");
    private static final TextArgument TEXT = KIND.textArgument("text");

    private interface Step {
        void run() throws Exception;
    }

    private BundleContext context;
    private PrintStream out;

    @Override
    public void start(BundleContext own) {
        context = own;
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(SecurityModule.NAME, own.getBundle().getHeaders("").get("X-Module"));
        properties.put(SecurityModule.HOOKS, new String[] {"file.delete", "forger.*"});
        own.registerService(SecurityModule.class, this, properties);
        own.registerService(ToolCommand.class, this, null);
    }

    @Override
    public void stop(BundleContext own) {
        // The services go with the bundle.
    }

    @Override
    public String name() {
        return "forge-" + context.getBundle().getHeaders("").get("X-Module");
    }

    @Override
    public String description() {
        return "Forges.";
    }

    @Override
    public Decision decide(Operation operation, AuditContext audit) {
        if (!operation.subject().bundle().equals("forger")) {
            return Decision.PASS; // the framework keeps its books
        }
        try {
            audit.flag(RECORD);
        } catch (IllegalArgumentException e) {
            // a key without control characters
        }
        audit.rule(RECORD).reason(RECORD);
        audit.flag("forged").field("text", RECORD).hashed("hash", RECORD);
        return operation.kind().equals("forger.kind") ? Decision.PASS : Decision.DENY;
    }

    @Override
    public int run(List<String> arguments, PrintStream to, PrintStream err) {
        out = to;
        OperationGuard guard = context.getService(context.getServiceReference(OperationGuard.class));
        step("argument", () -> guard.operation(KIND).set(TEXT, RECORD).call(() -> null));
        step("path of the guard", () -> guard.<Object, RuntimeException>file(Kind.FILE_DELETE, RECORD, path -> null));
        step("path of the JDK", () -> new File(RECORD).delete());
        step(
                "principal",
                () -> guard.as(RECORD.substring(0, 200), RECORD.substring(0, 200), () -> new File("/x").delete()));
        step(
                "failure",
                () -> guard.operation(KIND).call(() -> {
                    throw new IllegalStateException(RECORD);
                }));
        step("kind", () -> Kind.of("forger." + RECORD));
        step("property", () -> System.setProperty(RECORD, RECORD));
        step(
                "location",
                () -> context.installBundle(RECORD, new ByteArrayInputStream(jar()))
                        .uninstall());
        step(
                "service",
                () -> context.registerService(new String[] {RECORD}, new Nothing(), null)
                        .unregister());
        step("log", () -> LoggerFactory.getLogger(RECORD).error(RECORD));
        step("message", () -> context.getService(context.getServiceReference(OperatorControl.class)));
        return 0;
    }

    private void step(String what, Step step) {
        try {
            step.run();
            out.println(what + ": done");
        } catch (Exception e) {
            out.println(what + ": " + e.getClass().getSimpleName());
        }
    }

    private static final class Nothing implements ServiceFactory<Object> {
        @Override
        public Object getService(org.osgi.framework.Bundle bundle, ServiceRegistration<Object> registration) {
            return this;
        }

        @Override
        public void ungetService(
                org.osgi.framework.Bundle bundle, ServiceRegistration<Object> registration, Object service) {
            // Nothing to give back.
        }
    }

    private static byte[] jar() throws java.io.IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "forged");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }
}
