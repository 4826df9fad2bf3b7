package org.doorward.trail.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Remembers what it heard. */
final class HeardListener implements TrailListener {
    final List<String> messages = new ArrayList<>();
    final List<Path> programs = new ArrayList<>();
    final List<String> halts = new ArrayList<>();

    @Override
    public void error(String message, Throwable cause) {
        messages.add(message);
    }

    @Override
    public void exec(Path program) {
        programs.add(program);
    }

    @Override
    public void halt(String reason) {
        halts.add(reason);
    }
}
