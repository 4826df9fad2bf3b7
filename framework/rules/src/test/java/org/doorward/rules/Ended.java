package org.doorward.rules;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** An operation that has ended, for tests. */
record Ended(String kind, List<String> paths, int exit, String subject, List<String> keys) implements Candidate {
    static Ended rename(String source, String target, int exit) {
        return new Ended("file.rename", List.of(source, target), exit, "org.example:1.0.0", List.of());
    }

    @Override
    public int pathCount() {
        return paths.size();
    }

    @Override
    public byte[] pathBytes(int index) {
        return paths.get(index).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int pathLength(int index) {
        return pathBytes(index).length;
    }

    @Override
    public boolean success() {
        return exit == 0;
    }

    @Override
    public boolean hasKey(String key) {
        return keys.contains(key);
    }
}
