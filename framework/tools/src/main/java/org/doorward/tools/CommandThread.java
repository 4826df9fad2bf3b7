package org.doorward.tools;

/** A daemon thread that a command has beside its own, and that ends before what it works on is closed. Safe for all threads. */
public final class CommandThread implements AutoCloseable {
    private final Thread thread;

    private CommandThread(Thread thread) {
        this.thread = thread;
    }

    /** Starts one. @param work ends when it is interrupted */
    public static CommandThread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return new CommandThread(thread);
    }

    /** Interrupts it and waits for its end, whatever interrupts the caller meanwhile; the caller's own interrupt stays visible. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // what it works on must not be closed under it
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
