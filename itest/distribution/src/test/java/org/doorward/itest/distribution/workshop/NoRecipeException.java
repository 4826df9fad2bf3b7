package org.doorward.itest.distribution.workshop;

import java.lang.reflect.Executable;

/** Nothing is known that could be passed. */
final class NoRecipeException extends Exception {
    private static final long serialVersionUID = 1L;

    NoRecipeException(Executable member, Class<?> type) {
        super(type.getName() + " for " + member);
    }
}
