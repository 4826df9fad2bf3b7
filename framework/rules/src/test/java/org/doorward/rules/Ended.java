package org.doorward.rules;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** An operation that has ended, for tests. */
record Ended(
        String kind,
        List<String> paths,
        int exit,
        String exceptionClass,
        int openFlags,
        String subject,
        String executable,
        String principal,
        String tenant,
        List<String> keys,
        int addressFamily)
        implements Candidate {
    Ended(String kind, List<String> paths, int exit, String subject, List<String> keys) {
        this(kind, paths, exit, null, 0, subject, "", null, null, keys);
    }

    Ended(
            String kind,
            List<String> paths,
            int exit,
            String exceptionClass,
            int openFlags,
            String subject,
            String executable,
            String principal,
            String tenant,
            List<String> keys) {
        this(kind, paths, exit, exceptionClass, openFlags, subject, executable, principal, tenant, keys, 0);
    }

    Ended of(int family) {
        return new Ended(
                kind, paths, exit, exceptionClass, openFlags, subject, executable, principal, tenant, keys, family);
    }

    static Ended rename(String source, String target, int exit) {
        return new Ended("file.rename", List.of(source, target), exit, "org.example:1.0.0", List.of());
    }

    static Ended open(String path, int flags) {
        return new Ended("file.open", List.of(path), 0, null, flags, "org.example:1.0.0", "", null, null, List.of());
    }

    Ended failedWith(String exception) {
        return new Ended(kind, paths, -14, exception, openFlags, subject, executable, principal, tenant, keys);
    }

    Ended by(String label, String jar, String who, String whose) {
        return new Ended(kind, paths, exit, exceptionClass, openFlags, label, jar, who, whose, keys);
    }

    @Override
    public String bundle() {
        return subject.substring(0, subject.indexOf(':'));
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

    /** Of a module by the name of its key. */
    @Override
    public boolean concerns(String module) {
        return keys.contains(module);
    }

    @Override
    public boolean hasKey(String key) {
        return keys.contains(key);
    }
}
