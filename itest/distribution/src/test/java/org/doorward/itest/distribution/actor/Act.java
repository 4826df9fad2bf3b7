package org.doorward.itest.distribution.actor;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.Cleaner;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.List;
import java.util.prefs.Preferences;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Kind;
import org.doorward.tool.ToolCommand;
import org.osgi.framework.BundleContext;

/**
 * {@code act delete WAY FILE}, {@code act exec WORD...}, {@code act redirect FILE WORD...}, {@code act attack NAME}, {@code act work FOLDER},
 * {@code act async future|handler WAY [NUMBER]}, {@code act within WAY FOLDER}, {@code act open FILE},
 * {@code act guarded FILE CODE}, {@code act need FOLDER}, {@code act clean}, {@code act exit CODE}: prints what came of it.
 */
final class Act implements ToolCommand {
    private final BundleContext context;

    Act(BundleContext context) {
        this.context = context;
    }

    @Override
    public String name() {
        return "act";
    }

    @Override
    public String description() {
        return "Does something.";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            switch (arguments.get(0)) {
                case "delete" -> DeletionWay.valueOf(arguments.get(1)).delete(context, new File(arguments.get(2)));
                case "exec" ->
                    out.println("exit code "
                            + new ProcessBuilder(arguments.subList(1, arguments.size()))
                                    .inheritIO()
                                    .start()
                                    .waitFor());
                case "redirect" ->
                    out.println("exit code "
                            + new ProcessBuilder(arguments.subList(2, arguments.size()))
                                    .redirectOutput(new File(arguments.get(1)))
                                    .start()
                                    .waitFor());
                case "async" ->
                    new Asynchronous(arguments.get(1), out, context).run(arguments.subList(2, arguments.size()));
                case "within" -> new Within(java.nio.file.Path.of(arguments.get(2)), out).run(arguments.get(1));
                case "open" -> new java.io.FileInputStream(arguments.get(1)).close();
                case "guarded" -> guarded(arguments.get(1), Integer.parseInt(arguments.get(2)));
                case "need" -> need(arguments.get(1));
                case "clean" -> Cleaner.create();
                case "exit" -> System.exit(Integer.parseInt(arguments.get(1)));
                case "work" -> new Work(java.nio.file.Path.of(arguments.get(1))).run();
                case "attack" -> out.println(Attack.valueOf(arguments.get(1)).tried(context, arguments));
                default -> throw new IllegalArgumentException(arguments.toString());
            }
            return 0;
        } catch (Throwable e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                out.println(cause);
            }
            return 1;
        }
    }

    /** Needs first what the JDK starts threads for, once for all. */
    private static void need(String folder) throws IOException {
        System.setProperty("java.util.prefs.userRoot", folder);
        Preferences.userRoot();
        AsynchronousSocketChannel.open().close();
    }

    /** A deletion through the guard, in whose body the process ends unless the code is 0. */
    private void guarded(String file, int code) {
        OperationGuard guard = context.getService(context.getServiceReference(OperationGuard.class));
        guard.<Object, RuntimeException>file(Kind.FILE_DELETE, file, path -> {
            if (code != 0) {
                Runtime.getRuntime().halt(code);
            }
            return null;
        });
    }
}
