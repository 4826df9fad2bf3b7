package org.doorward.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/*
 * What a session of the shell writes to is a channel, which is closed for good, and its terminal with it, once a thread writes that is interrupted.
 * So the interrupt waits for a write, and a write puts off an interrupt that was there before it.
 */
/**
 * Interrupts the thread that made it once a line is entered, until it is closed. Ctrl-C cannot do it: what it sends ends the whole
 * instance. The line is taken. Only looks, and never waits in a read: the shell wants the keyboard back.
 */
final class EnterKey implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;

    private final InputStream keyboard;
    private final Thread command = Thread.currentThread();
    private final Thread watch = new Thread(this::watch, "doorward-enter-key");
    private boolean closed;
    private boolean ended;

    EnterKey(InputStream keyboard) {
        this.keyboard = keyboard;
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            while (keyboard.available() == 0) {
                Thread.sleep(LOOK_MILLIS);
            }
            while (keyboard.available() > 0 && keyboard.read() != '\n') {
                continue;
            }
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (IOException e) {
            end(); // nobody is there
        }
    }

    private synchronized void end() {
        if (!closed) {
            ended = true;
            command.interrupt();
        }
    }

    /** The same stream for the command to write to, whenever it is interrupted; {@link PrintStream#checkError()} tells on it what the other does. */
    PrintStream shielded(PrintStream stream) {
        OutputStream shield = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                EnterKey.this.write(stream, bytes, from, length);
            }
        };
        return new PrintStream(shield, true);
    }

    private synchronized void write(PrintStream stream, byte[] bytes, int from, int length) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            stream.write(bytes, from, length);
            if (stream.checkError()) { // which flushes it
                throw new IOException("the output was not taken");
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void letGo() {
        closed = true;
        if (ended) {
            Thread.interrupted(); // the command may have ended by itself meanwhile
        }
    }

    /** Called by the thread that made it, which it does not interrupt from here on. */
    @Override
    public void close() {
        letGo();
        watch.interrupt();
        boolean interrupted = false;
        while (watch.isAlive()) {
            try {
                watch.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
