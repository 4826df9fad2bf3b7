package org.doorward.itest.distribution.victim;

import java.io.File;
import java.lang.invoke.MethodHandles;

/** What the bundle lets others make it do. */
public final class Victim {
    private Victim() {}

    /** The generated calls. */
    public static Calls calls() throws ReflectiveOperationException {
        return (Calls) Class.forName(Victim.class.getPackageName() + ".GeneratedCalls")
                .getDeclaredConstructor()
                .newInstance();
    }

    /** What can define classes beside this one. */
    public static MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    /** Deletes a file that is not there: an event that tells what was before it from what is after it. */
    public static void mark(String name) {
        try {
            new File("/marker/" + name).delete();
        } catch (SecurityException e) {
            // As it should be: the event is what is wanted.
        }
    }
}
