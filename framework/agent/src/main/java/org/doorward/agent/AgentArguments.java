package org.doorward.agent;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What stands behind {@code -javaagent:doorward-agent.jar=}: settings {@code NAME=VALUE}, separated by commas.
 *
 * <ul>
 *   <li>{@code hot=KIND;KIND}: kinds to weave that are off by default; {@code all} for all of them
 *   <li>{@code handover=main}: the handle waits for the launcher on the main thread ({@link HandOver}); without it nobody can ever
 *       install a handler, and every operation passes
 * </ul>
 */
final class AgentArguments {
    private static final String EXPECTED = "expected hot=KIND;KIND or hot=all, and handover=main, separated by commas";

    private final Set<String> hot = new HashSet<>();
    private boolean handOver;

    /** @throws IllegalArgumentException on an unknown setting, value or kind */
    AgentArguments(String text, Set<String> kindsOnRequest) {
        if (text == null || text.isEmpty()) {
            return;
        }
        for (String setting : text.split(",", -1)) {
            if (setting.equals("handover=main")) {
                handOver = true;
            } else if (setting.equals("hot=all")) {
                hot.addAll(kindsOnRequest);
            } else if (setting.startsWith("hot=")) {
                for (String kind : setting.substring("hot=".length()).split(";", -1)) {
                    if (!kindsOnRequest.contains(kind)) {
                        throw new IllegalArgumentException("kind [" + kind + "] in [" + setting
                                + "] is none that is woven on request: expected some of "
                                + new TreeSet<>(kindsOnRequest));
                    }
                    hot.add(kind);
                }
            } else {
                throw new IllegalArgumentException("unknown agent argument [" + setting + "]: " + EXPECTED);
            }
        }
    }

    /** The kinds asked for, of those that are off by default. */
    Set<String> hot() {
        return hot;
    }

    /** Whether the handle is to be left on the main thread. */
    boolean isHandOver() {
        return handOver;
    }
}
