package org.doorward.agent.probe;

import static org.doorward.agent.probe.Attempt.ANY;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.ObjectInputFilter;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Processes, exit, libraries, loaders, reflection, properties, threads, providers, serialization, agents. */
final class RuntimeCases {
    private static final AtomicInteger NAMES = new AtomicInteger();

    @SuppressWarnings("unused") // opened by reflection
    private final int hidden = 1;

    private RuntimeCases() {}

    static void addTo(Cases cases) {
        processes(cases);
        ends(cases);
        libraries(cases);
        loaders(cases);
        reflection(cases);
        system(cases);
        threads(cases);
        security(cases);
        defaults(cases);
        agents(cases);
        ForeignCases.addTo(cases);
        OutsideCases.addTo(cases);
    }

    private static void processes(Cases cases) {
        cases.add(30, "ProcessImpl.start", folder -> {
            String made = folder.resolve("made").toString();
            return Attempt.of(() -> new ProcessBuilder("touch", made).start().waitFor())
                    .with(new String[] {"touch", made}, ANY, null, ANY, false);
        });
        cases.add(30, "ProcessImpl.start", folder -> {
            String missing = folder.resolve("missing").toString();
            return Attempt.of(() -> Runtime.getRuntime().exec(new String[] {missing}))
                    .with(new String[] {missing}, ANY, null, ANY, false)
                    .fails(java.io.IOException.class);
        });
        cases.add(31, "ProcessHandleImpl.destroyProcess", folder -> {
            Process child = new ProcessBuilder("sleep", "20").start();
            return Attempt.of(() -> child.toHandle().destroyForcibly())
                    .with(true)
                    .returning(true)
                    .state(child::isAlive);
        });
        cases.add(31, "ProcessImpl.destroy", folder -> {
            Process child = new ProcessBuilder("sleep", "20").start();
            return Attempt.of(child::destroy).with(false).state(child::isAlive);
        });
    }

    private static void ends(Cases cases) {
        cases.add(
                32,
                "Runtime.exit",
                folder -> Attempt.of(() -> System.exit(7)).with(7).neverReturns());
        cases.add(
                33,
                "Runtime.halt",
                folder -> Attempt.of(() -> Runtime.getRuntime().halt(7)).with(7).neverReturns());
        cases.add(34, "Runtime.addShutdownHook", folder -> {
            Thread hook = new Thread(() -> {});
            return Attempt.of(() -> Runtime.getRuntime().addShutdownHook(hook))
                    .with(hook)
                    .state(() -> Runtime.getRuntime().removeShutdownHook(hook));
        });
    }

    private static void libraries(Cases cases) {
        cases.add(47, "Runtime.load0", folder -> {
            String library = folder.resolve("none.so").toString();
            return Attempt.of(() -> System.load(library))
                    .with(RuntimeCases.class, library)
                    .fails(UnsatisfiedLinkError.class);
        });
        cases.add(
                47,
                "Runtime.loadLibrary0",
                folder -> Attempt.of(() -> System.loadLibrary("none-of-this-name"))
                        .with(RuntimeCases.class, "none-of-this-name")
                        .fails(UnsatisfiedLinkError.class));
    }

    /** A loader that lets its protected methods be called. */
    private static final class Open extends ClassLoader {
        Open() {
            super(RuntimeCases.class.getClassLoader());
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length, null);
        }

        Class<?> define(String name, ByteBuffer bytes) {
            return defineClass(name, bytes, null);
        }

        boolean has(String name) {
            return findLoadedClass(name) != null;
        }
    }

    private static String freshName() {
        return RuntimeCases.class.getPackageName() + ".Made" + NAMES.incrementAndGet();
    }

    private static byte[] classNamed(String name) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static void loaders(Cases cases) {
        cases.add(49, "ClassLoader.<init>", folder -> {
            ClassLoader parent = RuntimeCases.class.getClassLoader();
            return Attempt.of(() -> new URLClassLoader("named", new URL[0], parent).close())
                    .with(null, "named", parent);
        });
        cases.add(50, "ClassLoader.defineClass(Ljava/lang/String;[B", folder -> {
            Open loader = new Open();
            String name = freshName();
            byte[] bytes = classNamed(name);
            return Attempt.of(() -> loader.define(name, bytes))
                    .with(name, bytes, 0, bytes.length, null)
                    .state(() -> loader.has(name));
        });
        cases.add(50, "ClassLoader.defineClass(Ljava/lang/String;Ljava/nio/ByteBuffer;", folder -> {
            Open loader = new Open();
            String name = freshName();
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(500).put(classNamed(name)).flip();
            return Attempt.of(() -> loader.define(name, direct))
                    .with(name, ANY, null)
                    .state(() -> loader.has(name));
        });
        cases.add(51, "MethodHandles$Lookup.defineClass", folder -> {
            String name = freshName();
            byte[] bytes = classNamed(name);
            return Attempt.of(() -> MethodHandles.lookup().defineClass(bytes))
                    .with(bytes)
                    .state(() -> isThere(name));
        });
        cases.add(51, "MethodHandles$Lookup.defineHiddenClass(", folder -> {
            byte[] bytes = classNamed(freshName());
            return Attempt.of(() -> MethodHandles.lookup().defineHiddenClass(bytes, false))
                    .with(bytes, false, ANY);
        });
        cases.add(51, "MethodHandles$Lookup.defineHiddenClassWithClassData", folder -> {
            byte[] bytes = classNamed(freshName());
            return Attempt.of(() -> MethodHandles.lookup().defineHiddenClassWithClassData(bytes, "data", false))
                    .with(bytes, "data", false, ANY);
        });
    }

    private static void reflection(Cases cases) {
        cases.add(52, "AccessibleObject.checkCanSetAccessible", folder -> {
            Field field = RuntimeCases.class.getDeclaredField("hidden");
            RuntimeCases object = new RuntimeCases();
            return Attempt.of(() -> field.setAccessible(true))
                    .with(RuntimeCases.class, RuntimeCases.class, true)
                    .returning(true)
                    .state(() -> field.canAccess(object));
        });
        cases.add(53, "MethodHandles.privateLookupIn", folder -> {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            return Attempt.of(() -> MethodHandles.privateLookupIn(Engine.class, lookup))
                    .with(Engine.class, lookup);
        });
    }

    private static void system(Cases cases) {
        cases.add(54, "System.clearProperty", folder -> {
            System.setProperty("probe", "here");
            return Attempt.of(() -> System.clearProperty("probe"))
                    .with("probe")
                    .returning("here")
                    .state(() -> System.getProperty("probe"));
        });
        cases.add(54, "System.setProperties", folder -> {
            java.util.Properties same = System.getProperties();
            return Attempt.of(() -> System.setProperties(same)).with(same).state(System::getProperties);
        });
        cases.add(54, "System.setProperty", folder -> {
            System.clearProperty("probe");
            return Attempt.of(() -> System.setProperty("probe", "new"))
                    .with("probe", "new")
                    .state(() -> System.getProperty("probe"));
        });
        cases.add(70, "HotSpotDiagnostic.setVMOption", folder -> {
            HotSpotDiagnosticMXBean flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            flags.setVMOption("HeapDumpPath", "");
            return Attempt.of(() -> flags.setVMOption("HeapDumpPath", "elsewhere"))
                    .with("HeapDumpPath", "elsewhere")
                    .state(() -> flags.getVMOption("HeapDumpPath").getValue());
        });
        cases.add(
                55,
                "System.setErr",
                folder -> Attempt.of(() -> System.setErr(System.err)).with(System.err));
        cases.add(
                55,
                "System.setIn",
                folder -> Attempt.of(() -> System.setIn(System.in)).with(System.in));
        cases.add(
                55,
                "System.setOut",
                folder -> Attempt.of(() -> System.setOut(System.out)).with(System.out));
        cases.add(
                56,
                "System.getenv()",
                folder -> Attempt.of(() -> System.getenv()).with());
        cases.add(
                56,
                "System.getenv(L",
                folder -> Attempt.of(() -> System.getenv("PATH")).with("PATH"));
    }

    private static void threads(Cases cases) {
        cases.add(57, "Thread.setDefaultUncaughtExceptionHandler", folder -> {
            Thread.UncaughtExceptionHandler handler = (thread, failure) -> {};
            Thread.setDefaultUncaughtExceptionHandler(null);
            return Attempt.of(() -> Thread.setDefaultUncaughtExceptionHandler(handler))
                    .with(handler)
                    .state(Thread::getDefaultUncaughtExceptionHandler);
        });
        cases.add(57, "Thread.start()", folder -> {
            Thread thread = new Thread(() -> {});
            return Attempt.of(thread::start).with().state(thread::getState);
        });
        cases.add(57, "Thread.start(L", folder -> {
            Method executors = java.util.concurrent.Executors.class.getMethod(
                    "newThreadPerTaskExecutor", java.util.concurrent.ThreadFactory.class);
            Thread thread = new Thread(() -> {});
            java.util.concurrent.ThreadFactory factory = task -> thread;
            java.util.concurrent.ExecutorService executor =
                    (java.util.concurrent.ExecutorService) executors.invoke(null, factory);
            return Attempt.of(() -> executor.execute(() -> {})).state(thread::getState);
        });
        cases.add(57, "VirtualThread.start(L", folder -> {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Thread thread = (Thread) Class.forName("java.lang.Thread$Builder")
                    .getMethod("unstarted", Runnable.class)
                    .invoke(builder, (Runnable) () -> {});
            return Attempt.of(thread::start).state(thread::getState);
        });
    }

    /** A provider of nothing. */
    private static final class Nothing extends Provider {
        private static final long serialVersionUID = 1L;

        Nothing() {
            super("Nothing", "1", "nothing");
        }
    }

    private static void security(Cases cases) {
        cases.add(58, "Security.insertProviderAt", folder -> {
            Provider provider = new Nothing();
            Security.removeProvider("Nothing");
            return Attempt.of(() -> Security.insertProviderAt(provider, 1))
                    .with(provider, 1)
                    .returning(1)
                    .state(() -> Security.getProvider("Nothing"));
        });
        cases.add(58, "Security.removeProvider", folder -> {
            Security.addProvider(new Nothing());
            return Attempt.of(() -> Security.removeProvider("Nothing"))
                    .with("Nothing")
                    .state(() -> Security.getProvider("Nothing"));
        });
        cases.add(58, "Security.setProperty", folder -> {
            Security.setProperty("probe", "old");
            return Attempt.of(() -> Security.setProperty("probe", "new"))
                    .with("probe", "new")
                    .state(() -> Security.getProperty("probe"));
        });
        cases.add(59, "HttpsURLConnection.setDefaultHostnameVerifier", folder -> {
            javax.net.ssl.HostnameVerifier same = HttpsURLConnection.getDefaultHostnameVerifier();
            return Attempt.of(() -> HttpsURLConnection.setDefaultHostnameVerifier(same))
                    .with(same);
        });
        cases.add(59, "HttpsURLConnection.setDefaultSSLSocketFactory", folder -> {
            javax.net.ssl.SSLSocketFactory same = HttpsURLConnection.getDefaultSSLSocketFactory();
            return Attempt.of(() -> HttpsURLConnection.setDefaultSSLSocketFactory(same))
                    .with(same);
        });
        cases.add(59, "SSLContext.setDefault", folder -> {
            SSLContext same = SSLContext.getDefault();
            return Attempt.of(() -> SSLContext.setDefault(same)).with(same);
        });
    }

    private static void defaults(Cases cases) {
        cases.add(
                45,
                "URL.setURLStreamHandlerFactory",
                folder -> Attempt.of(() -> URL.setURLStreamHandlerFactory(null)).with((Object) null));
        cases.add(
                45,
                "URLConnection.setContentHandlerFactory",
                folder -> Attempt.of(() -> URLConnection.setContentHandlerFactory(null))
                        .with((Object) null));
        cases.add(
                46,
                "Authenticator.setDefault",
                folder -> Attempt.of(() -> Authenticator.setDefault(null)).with((Object) null));
        forTheWholeJvm(cases, 45, "Socket.setSocketImplFactory", () -> Socket.setSocketImplFactory(null));
        forTheWholeJvm(cases, 45, "ServerSocket.setSocketFactory", () -> ServerSocket.setSocketFactory(null));
        forTheWholeJvm(
                cases,
                45,
                "DatagramSocket.setDatagramSocketImplFactory",
                () -> DatagramSocket.setDatagramSocketImplFactory(null));
        forTheWholeJvm(cases, 46, "CookieHandler.setDefault", () -> CookieHandler.setDefault(null));
        forTheWholeJvm(cases, 46, "ResponseCache.setDefault", () -> ResponseCache.setDefault(null));
        forTheWholeJvm(cases, 46, "URLConnection.setFileNameMap", () -> URLConnection.setFileNameMap(null));
        cases.add(46, "HttpURLConnection.setFollowRedirects", folder -> {
            HttpURLConnection.setFollowRedirects(true);
            return Attempt.of(() -> HttpURLConnection.setFollowRedirects(false))
                    .with(false)
                    .state(HttpURLConnection::getFollowRedirects);
        });
        cases.add(46, "ProxySelector.setDefault", folder -> {
            ProxySelector same = ProxySelector.getDefault();
            return Attempt.of(() -> ProxySelector.setDefault(same)).with(same);
        });
        cases.add(60, "Locale.setDefault(Ljava/util/Locale$Category;", folder -> {
            Locale.setDefault(Locale.ROOT);
            return Attempt.of(() -> Locale.setDefault(Locale.Category.FORMAT, Locale.UK))
                    .with(Locale.Category.FORMAT, Locale.UK)
                    .state(() -> Locale.getDefault(Locale.Category.FORMAT));
        });
        cases.add(60, "Locale.setDefault(Ljava/util/Locale;", folder -> {
            Locale.setDefault(Locale.ROOT);
            return Attempt.of(() -> Locale.setDefault(Locale.UK))
                    .with(Locale.UK)
                    .state(Locale::getDefault);
        });
        cases.add(60, "TimeZone.setDefault", folder -> {
            TimeZone zone = TimeZone.getTimeZone("Europe/Berlin");
            TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
            return Attempt.of(() -> TimeZone.setDefault(zone)).with(zone).state(TimeZone::getDefault);
        });
    }

    private static void agents(Cases cases) {
        cases.add(
                61,
                "ObjectInputFilter$Config.setSerialFilterFactory",
                folder -> Attempt.of(() -> ObjectInputFilter.Config.setSerialFilterFactory((current, next) -> next))
                        .mayFail());
        cases.add(61, "ObjectInputFilter$Config.setSerialFilter(", folder -> {
            ObjectInputFilter filter = info -> ObjectInputFilter.Status.UNDECIDED;
            return Attempt.of(() -> ObjectInputFilter.Config.setSerialFilter(filter))
                    .with(filter)
                    .mayFail();
        });
        cases.add(61, "HotSpotVirtualMachine.loadAgentLibrary", folder -> {
            Class<?> machines = Class.forName("com.sun.tools.attach.VirtualMachine");
            Object self = machines.getMethod("attach", String.class)
                    .invoke(null, Long.toString(ProcessHandle.current().pid()));
            Path marker = folder.resolve("agent");
            Method load = machines.getMethod("loadAgentLibrary", String.class, String.class);
            Files.createDirectory(marker);
            return Attempt.of(() -> load.invoke(self, "none-of-this-name", "options"))
                    .with("none-of-this-name", false, "options")
                    .mayFail();
        });
    }

    /** Something that is set once for all, or for all: with null it stays as it is. */
    private static void forTheWholeJvm(Cases cases, int item, String method, Attempt.Action action) {
        cases.add(item, method, folder -> Attempt.of(action).with((Object) null));
    }
}
