package org.doorward.dist;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.doorward.tools.ExitCode;
import org.doorward.tools.LiveCommand;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;

/*
 * A JVM that a signal ends has the exit code of the signal, and ends while its main thread goes on. There is no sun.misc.Signal to change that: the
 * start script leaves jdk.unsupported out. A hook can: the signal runs it, too.
 */
/** Runs commands; of those that go on until Ctrl-C the signal interrupts the thread, they say what they have to say, and the exit code is theirs. */
final class UntilInterrupted implements IExecutionStrategy {
    /** How long a command may take to end. */
    private static final long GRACE_SECONDS = 5;

    private final IExecutionStrategy all;

    /** @param all runs the commands, these and the others */
    UntilInterrupted(IExecutionStrategy all) {
        this.all = all;
    }

    @Override
    public int execute(ParseResult parsed) {
        if (!(InTheInstance.last(parsed).commandSpec().userObject() instanceof LiveCommand)) {
            return all.execute(parsed);
        }
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Thread command = Thread.currentThread();
        Thread hook = new Thread(() -> end(command, exit), "doorward-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            exit.complete(all.execute(parsed));
            return exit.join();
        } finally {
            exit.complete(ExitCode.REFUSED);
            forget(hook);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // it runs
        }
    }

    private static void end(Thread command, CompletableFuture<Integer> exit) {
        command.interrupt();
        try {
            Runtime.getRuntime().halt(exit.get(GRACE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return; // the exit code is the signal's
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
