package org.doorward.core;

/**
 * Tells a call that surely means nothing of what the engine defends, before anything of it is copied. Never wrong when it says so; what it
 * does not know is judged in full. Immutable, safe for all threads; runs no code of the caller and looks up no subject.
 */
@FunctionalInterface
interface Glance {
    /** Knows nothing. */
    Glance NONE = call -> false;

    /** @param call as the agent hands it over: {@link org.doorward.core.woven.Place} */
    boolean isHarmless(Object[] call);
}
