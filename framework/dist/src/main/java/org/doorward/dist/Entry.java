package org.doorward.dist;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.doorward.dist.instance.Distribution;

/**
 * Where the launcher enters the private layer. A bundle can find this provider, too: so the entry is good for one call, which
 * the launcher makes before there is a bundle.
 */
public final class Entry implements BiFunction<String[], Map<?, ?>, Integer> {
    private static final AtomicBoolean ENTERED = new AtomicBoolean();

    /** For the ServiceLoader. */
    public Entry() {}

    /**
     * Runs a command.
     *
     * @param agent what the agent handed over, or {@code null} if there is none
     * @return its exit code
     * @throws IllegalStateException at the second call
     */
    @Override
    public Integer apply(String[] arguments, Map<?, ?> agent) {
        if (!ENTERED.compareAndSet(false, true)) {
            throw new IllegalStateException("the entry of Doorward is the launcher's, once");
        }
        return DoorwardCommand.commandLine(Distribution.here(), Optional.ofNullable(agent), arguments)
                .execute(arguments);
    }
}
