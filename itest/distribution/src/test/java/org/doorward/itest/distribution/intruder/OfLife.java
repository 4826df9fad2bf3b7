package org.doorward.itest.distribution.intruder;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** What can be tried with bundles and the framework; arguments are symbolic names. */
enum OfLife implements Trial {
    REFRESH {
        @Override
        public String run(BundleContext context, List<String> arguments) {
            List<Bundle> bundles = new ArrayList<>();
            arguments.forEach(name -> bundles.add(Trial.bundle(context, name)));
            wiring(context).refreshBundles(bundles);
            return "refreshed";
        }
    },
    REFRESH_WHAT_WAITS {
        @Override
        public String run(BundleContext context, List<String> arguments) {
            wiring(context).refreshBundles(null);
            return "refreshed";
        }
    },
    LOWER_ITS_LEVEL {
        @Override
        public String run(BundleContext context, List<String> arguments) {
            Trial.bundle(context, arguments.get(0))
                    .adapt(BundleStartLevel.class)
                    .setStartLevel(9);
            return "lowered";
        }
    },
    LOWER_THE_LEVEL {
        @Override
        public String run(BundleContext context, List<String> arguments) {
            context.getBundle(0).adapt(FrameworkStartLevel.class).setStartLevel(0);
            return "lowered";
        }
    },
    RAISE_THE_LEVEL_OF_NEW_ONES {
        @Override
        public String run(BundleContext context, List<String> arguments) {
            context.getBundle(0).adapt(FrameworkStartLevel.class).setInitialBundleStartLevel(9);
            return "raised";
        }
    },
    LEVELS {
        @Override
        public String run(BundleContext context, List<String> arguments) {
            FrameworkStartLevel level = context.getBundle(0).adapt(FrameworkStartLevel.class);
            return level.getStartLevel() + " " + level.getInitialBundleStartLevel();
        }
    },
    UPDATE_THE_FRAMEWORK {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            context.getBundle(0).update();
            return "updated";
        }
    },
    STOP_THE_FRAMEWORK {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            context.getBundle(0).stop();
            return "stopped";
        }
    },
    EXEC {
        @Override
        public String run(BundleContext context, List<String> arguments) throws Exception {
            return "exit code " + new ProcessBuilder("/bin/true").start().waitFor();
        }
    };

    private static FrameworkWiring wiring(BundleContext context) {
        return context.getBundle(0).adapt(FrameworkWiring.class);
    }
}
