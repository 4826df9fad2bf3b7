package org.doorward.itest.distribution.actor;

import java.beans.EventHandler;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.doorward.guard.OperationGuard;
import org.doorward.guard.PathBody;
import org.doorward.module.Kind;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleListener;
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
    /** No class of the bundle is on the stack, only the framework's, in a thread that the bundle made. */
    STOP_BY_A_HANDLE_IN_A_POOL {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            DeletionWay.inAPool(runnable(stopping(bundle(context, arguments.get(2)))));
            return "stopped";
        }
    },
    /** The same in a thread that nobody made in particular. */
    STOP_BY_A_HANDLE_IN_THE_COMMON_POOL {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            CompletableFuture.runAsync(runnable(stopping(bundle(context, arguments.get(2)))))
                    .get();
            return "stopped";
        }
    },
    /** In a thread of the framework's own, by a listener that is of no class of the bundle. */
    DELETE_BY_A_LISTENER_OF_THE_FRAMEWORK {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            File file = new File(arguments.get(2));
            BundleListener listener = EventHandler.create(BundleListener.class, file, "delete");
            context.addBundleListener(listener);
            try {
                context.installBundle("actor:trigger", new java.io.ByteArrayInputStream(trigger()))
                        .uninstall();
                for (int i = 0; i < 20 && file.exists(); i++) {
                    Thread.sleep(50);
                }
            } finally {
                context.removeBundleListener(listener);
            }
            return file.exists() ? "it is still there" : "deleted";
        }
    },
    /** The engine calls it, and nothing but the JDK is between. */
    DELETE_BY_THE_GUARD {
        @Override
        @SuppressWarnings("unchecked")
        String tried(BundleContext context, List<String> arguments) throws Exception {
            OperationGuard guard = context.getService(context.getServiceReference(OperationGuard.class));
            File file = new File(arguments.get(2));
            PathBody<String, Object, Exception> body = EventHandler.create(PathBody.class, file, "delete");
            MethodHandle guarded = MethodHandles.lookup()
                    .findVirtual(
                            OperationGuard.class,
                            "file",
                            MethodType.methodType(Object.class, Kind.class, String.class, PathBody.class))
                    .bindTo(guard);
            CompletableFuture.runAsync(runnable(
                            MethodHandles.insertArguments(guarded, 0, Kind.FILE_DELETE, "/tmp/harmless", body)))
                    .get();
            return file.exists() ? "it is still there" : "deleted";
        }
    },
    MOVE_A_FOLDER {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            Files.move(Path.of(arguments.get(2)), Path.of(arguments.get(3)));
            return "moved";
        }
    },
    CONNECT_TO_A_SOCKET {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            java.nio.channels.SocketChannel.open(java.net.UnixDomainSocketAddress.of(arguments.get(2)))
                    .close();
            return "connected";
        }
    },
    /** Whoever waits or writes is woken, and a channel that it was at is closed. */
    INTERRUPT_ALL_THREADS {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            for (int round = 0; round < 50; round++) {
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread != Thread.currentThread())
                        .forEach(Thread::interrupt);
            }
            return "interrupted";
        }
    },
    /** No attack: what every bundle may do. */
    INSTALL_A_BUNDLE {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            Bundle installed = context.installBundle("actor:other", new java.io.ByteArrayInputStream(trigger()));
            installed.start();
            installed.update(new java.io.ByteArrayInputStream(trigger()));
            installed.uninstall();
            return "installed, updated and uninstalled";
        }
    },
    /** No attack: its own data. */
    WRITE_ITS_DATA {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            Path file = context.getDataFile("data.txt").toPath();
            Files.writeString(file, "x");
            Files.move(file, context.getDataFile("moved.txt").toPath());
            return "written";
        }
    },
    START_ANOTHER {
        @Override
        String tried(BundleContext context, List<String> arguments) throws Exception {
            Class<?> launcher = ClassLoader.getSystemClassLoader().loadClass("org.doorward.launcher.Launcher");
            MethodHandle main = MethodHandles.lookup()
                    .findStatic(launcher, "main", MethodType.methodType(void.class, String[].class));
            DeletionWay.inAPool(runnable(MethodHandles.insertArguments(main, 0, (Object) new String[] {"--version"})));
            return "started";
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

    private static Runnable runnable(MethodHandle handle) {
        return MethodHandleProxies.asInterfaceInstance(
                Runnable.class, handle.asType(MethodType.methodType(void.class)));
    }

    private static MethodHandle stopping(Bundle bundle) throws ReflectiveOperationException {
        return MethodHandles.lookup()
                .findVirtual(Bundle.class, "stop", MethodType.methodType(void.class))
                .bindTo(bundle);
    }

    private static byte[] trigger() throws java.io.IOException {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        java.util.jar.Manifest manifest = new java.util.jar.Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "trigger");
        new java.util.jar.JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    private static Bundle bundle(BundleContext context, String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }
}
