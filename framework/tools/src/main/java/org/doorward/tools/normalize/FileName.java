package org.doorward.tools.normalize;

import java.util.ArrayDeque;
import java.util.Deque;

/** Names of files within an event, which may be relative to the folder that its last CWD record says. Not safe for several threads. */
final class FileName {
    private String folder;

    /** The event took place there. */
    void startAt(String workingFolder) {
        folder = workingFolder;
    }

    /** The path that a name stands for, without {@code .} and {@code ..}; a name that needs none of it, or cannot have it, as it is. */
    String path(String name) {
        boolean isWhole = name.startsWith("/");
        if (folder == null || isWhole && !name.contains("..")) {
            return name;
        }
        String path = isWhole ? name : folder + "/" + name;
        return path.startsWith(".") ? path : withoutDots(path);
    }

    private static String withoutDots(String path) {
        Deque<String> steps = new ArrayDeque<>();
        for (String step : path.split("/")) {
            if (step.equals("..")) {
                steps.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.addLast(step);
            }
        }
        return "/" + String.join("/", steps);
    }
}
