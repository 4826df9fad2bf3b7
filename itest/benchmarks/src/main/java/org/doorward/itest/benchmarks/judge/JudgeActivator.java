package org.doorward.itest.benchmarks.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.doorward.module.PathMatch;
import org.doorward.module.SecurityModule;
import org.doorward.tool.ToolCommand;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers a module for each kind, and the command {@code judged}, which prints what they counted: {@code KIND asked found}. */
public final class JudgeActivator implements BundleActivator {
    private record Judged(Map<String, Judge> judges) implements ToolCommand {
        @Override
        public String name() {
            return "judged";
        }

        @Override
        public String description() {
            return "Counts what was judged.";
        }

        @Override
        public int run(List<String> arguments, PrintStream out, PrintStream err) {
            judges.forEach((kind, judge) -> out.println(kind + " " + judge.asked() + " " + judge.found()));
            return 0;
        }
    }

    @Override
    public void start(BundleContext context) throws IOException {
        Properties plan = new Properties();
        try (InputStream in = JudgeActivator.class.getResourceAsStream("/judge.properties")) {
            plan.load(in);
        }
        Map<String, Judge> judges = new LinkedHashMap<>();
        for (String kind : plan.getProperty("kinds").split(",")) {
            Judge judge = new Judge(
                    Way.valueOf(plan.getProperty("way")),
                    PathMatch.under(plan.getProperty("folder")),
                    Integer.parseInt(plan.getProperty("port")),
                    plan.getProperty("label"));
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(SecurityModule.NAME, "judge-" + kind);
            properties.put(SecurityModule.HOOKS, kind);
            context.registerService(SecurityModule.class, judge, properties);
            judges.put(kind, judge);
        }
        context.registerService(ToolCommand.class, new Judged(judges), null);
    }

    @Override
    public void stop(BundleContext context) {
        // The services go with the bundle.
    }
}
