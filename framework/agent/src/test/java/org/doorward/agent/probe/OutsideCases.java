package org.doorward.agent.probe;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Set;
import java.util.prefs.Preferences;
import sun.reflect.ReflectionFactory;

/** What the JDK's native code asks of the machine: the process table, the desktop, the printers, the lock files of preferences. */
final class OutsideCases {
    private OutsideCases() {}

    static void addTo(Cases cases) {
        processes(cases);
        preferences(cases);
        desktop(cases);
        printers(cases);
        kerberos(cases);
    }

    private static void processes(Cases cases) {
        ProcessHandle self = ProcessHandle.current();
        cases.add(
                71,
                "ProcessHandleImpl.children(J)",
                folder -> Attempt.of(() -> ProcessHandle.allProcesses().count()).with(0L));
        cases.add(
                71,
                "ProcessHandleImpl.children(J)",
                folder -> Attempt.of(() -> self.children().count()).with(self.pid()));
        cases.add(
                71,
                "ProcessHandleImpl.descendants",
                folder -> Attempt.of(() -> self.descendants().count()).with());
        cases.add(
                72,
                "ProcessHandleImpl.get",
                folder -> Attempt.of(() -> ProcessHandle.of(1)).with(1L));
        cases.add(72, "ProcessHandleImpl.info", folder -> Attempt.of(self::info).with());
        cases.add(
                72,
                "ProcessHandleImpl.parent",
                folder -> Attempt.of(self::parent).with());
    }

    private static void preferences(Cases cases) {
        cases.add(73, "FileSystemPreferences.lockFile", folder -> {
            System.setProperty("java.util.prefs.userRoot", folder.toString());
            Preferences node = Preferences.userRoot().node("probe");
            node.put("key", "value" + System.nanoTime());
            return Attempt.of(node::sync).with(false).returning(true);
        });
    }

    private static void desktop(Cases cases) {
        cases.add(74, "XDesktopPeer.launch", folder -> {
            URI address = URI.create("http://localhost/");
            Class<?> type = Class.forName("sun.awt.X11.XDesktopPeer");
            Object peer = ReflectionFactory.getReflectionFactory() // its constructor would want a display
                    .newConstructorForSerialization(type, Object.class.getDeclaredConstructor())
                    .newInstance();
            Method browse = peer.getClass().getMethod("browse", URI.class);
            browse.setAccessible(true);
            return Attempt.of(() -> browse.invoke(peer, address)).with(address).mayFail();
        });
    }

    private static void printers(Cases cases) {
        for (String method : Set.of("isCupsRunning", "getDefaultPrinter", "getAllPrinters")) {
            cases.add(75, "CUPSPrinter." + method, folder -> {
                Method asking = Class.forName("sun.print.CUPSPrinter").getDeclaredMethod(method);
                asking.setAccessible(true);
                return Attempt.of(() -> asking.invoke(null)).with();
            });
        }
        cases.add(75, "CUPSPrinter.<init>", folder -> {
            Constructor<?> printer = Class.forName("sun.print.CUPSPrinter").getDeclaredConstructor(String.class);
            printer.setAccessible(true);
            return Attempt.of(() -> printer.newInstance("none")).with("none").mayFail();
        });
    }

    private static void kerberos(Cases cases) {
        cases.add(76, "SunNativeProvider$1.run", folder -> {
            Class.forName("sun.security.jgss.wrapper.SunNativeProvider"); // it does so in its initialiser
            Constructor<?> constructor = Class.forName("sun.security.jgss.wrapper.SunNativeProvider$1")
                    .getDeclaredConstructor();
            constructor.setAccessible(true);
            Object action = constructor.newInstance();
            Method run = action.getClass().getMethod("run");
            run.setAccessible(true);
            return Attempt.of(() -> run.invoke(action)).with();
        });
        cases.add(76, "SunNativeProvider.getMechOIDs", folder -> {
            Method mechanisms =
                    Class.forName("sun.security.jgss.wrapper.SunNativeProvider").getDeclaredMethod("getMechOIDs");
            mechanisms.setAccessible(true);
            return Attempt.of(() -> mechanisms.invoke(null)).with();
        });
    }
}
