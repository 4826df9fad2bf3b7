package org.doorward.itest.distribution.actor;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** What a bundle tries against those that watch it. */
public enum Attack {
    STOP_THE_MODULE {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            bundle(context, arguments.get(2)).stop();
            return "stopped";
        }
    },
    UPDATE_THE_MODULE {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            bundle(context, arguments.get(2)).update();
            return "updated";
        }
    },
    UNINSTALL_THE_MODULE {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            bundle(context, arguments.get(2)).uninstall();
            return "uninstalled";
        }
    },
    STOP_THE_FRAMEWORK {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            context.getBundle(0).stop();
            return "stopped";
        }
    },
    LOWER_THE_START_LEVEL {
        @Override
        String tried(BundleContext context, List<String> arguments) {
            context.getBundle(0).adapt(FrameworkStartLevel.class).setStartLevel(1);
            return "lowered";
        }
    },
    DELETE_A_FILE {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            Files.delete(Path.of(arguments.get(2)));
            return "deleted";
        }
    },
    READ_A_FILE {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            try (FileInputStream in = new FileInputStream(arguments.get(2))) {
                return "read " + (in.read() >= 0);
            }
        }
    },
    WRITE_A_FILE {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            try (FileOutputStream out = new FileOutputStream(arguments.get(2), true)) {
                out.write('x');
            }
            return "written";
        }
    },
    LINK_TO_A_FILE {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            Files.createSymbolicLink(Path.of(arguments.get(3)), Path.of(arguments.get(2)));
            return "linked";
        }
    },
    EXIT {
        @Override
        String tried(BundleContext context, List<String> arguments) {
            System.exit(3);
            return "ended";
        }
    },
    HALT {
        @Override
        String tried(BundleContext context, List<String> arguments) {
            Runtime.getRuntime().halt(4);
            return "halted";
        }
    },
    /** The hooks hang on two fields of one class. */
    NULL_THE_HOOK {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            Class<?> bridge = Class.forName("sun.launcher.DoorwardBridge", false, null);
            Field[] fields = bridge.getDeclaredFields();
            AccessibleObject.setAccessible(fields, true);
            for (Field field : fields) {
                if (!field.getType().isPrimitive()) {
                    field.set(null, null);
                }
            }
            return "nulled " + Arrays.toString(fields);
        }
    },
    LOOK_INTO_THE_HOOK {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            Class<?> bridge = Class.forName("sun.launcher.DoorwardBridge", false, null);
            return "lookup " + MethodHandles.privateLookupIn(bridge, MethodHandles.lookup());
        }
    },
    /** It lies on the class path, which every bundle reaches by the system class loader. */
    OPEN_THE_AGENT {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            Class<?> agent = ClassLoader.getSystemClassLoader().loadClass("org.doorward.agent.Agent");
            var constructor = agent.getDeclaredConstructor();
            constructor.setAccessible(true);
            return "made " + constructor.newInstance();
        }
    };

    abstract String tried(BundleContext context, List<String> arguments) throws Exception;

    private static Bundle bundle(BundleContext context, String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }
}
