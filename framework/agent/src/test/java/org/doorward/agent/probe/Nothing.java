package org.doorward.agent.probe;

import java.util.List;
import java.util.Map;

/** Says that it was started, and which rows this run leaves out. */
public final class Nothing {
    /** @param arguments ignored */
    public static void main(String[] arguments) {
        Map<?, ?> agent = Engine.takeHandle();
        System.out.println("started, left out " + ((List<?>) agent.get("leftOut")).size());
        ((List<?>) agent.get("leftOut")).forEach(System.out::println);
    }
}
