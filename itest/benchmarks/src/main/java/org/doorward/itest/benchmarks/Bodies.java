package org.doorward.itest.benchmarks;

import org.doorward.guard.PathBody;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Three bodies in turn, as a guard with many callers sees them: no body is inlined into the guard for being the only one. */
@State(Scope.Thread)
public class Bodies {
    private final PathBody<String, String, RuntimeException> itself = path -> path;
    private final PathBody<String, String, RuntimeException> given = path -> path.isEmpty() ? "." : path;
    private final PathBody<String, String, RuntimeException> text = path -> path.length() > 4096 ? "long" : path;
    private int at;

    PathBody<String, String, RuntimeException> next() {
        at++;
        if (at == 3) {
            at = 0;
        }
        return at == 0 ? itself : at == 1 ? given : text;
    }
}
