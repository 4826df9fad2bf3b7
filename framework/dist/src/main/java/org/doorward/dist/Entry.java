package org.doorward.dist;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.doorward.dist.instance.Distribution;

/**
 * Where the launcher enters the private layer. A bundle can find this provider, too: so the entry is good for one call, which
 * the launcher makes before there is a bundle.
 */
public final class Entry implements Function<String[], Integer> {
    private static final AtomicBoolean ENTERED = new AtomicBoolean();

    /** For the ServiceLoader. */
    public Entry() {}

    /**
     * Runs a command.
     *
     * @return its exit code
     * @throws IllegalStateException at the second call
     */
    @Override
    public Integer apply(String[] arguments) {
        if (!ENTERED.compareAndSet(false, true)) {
            throw new IllegalStateException("the entry of Doorward is the launcher's, once");
        }
        return DoorwardCommand.commandLine(Distribution.here()).execute(arguments);
    }
}
