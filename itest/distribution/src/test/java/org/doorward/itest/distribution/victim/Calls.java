package org.doorward.itest.distribution.victim;

import java.lang.reflect.Executable;

/** The calls of the table, by number. Its implementation is generated: javac makes of each row what an author would have written. */
public interface Calls {
    /** One call; the receiver, if there is one, is the first of the arguments. */
    interface Call {
        Object make(Object[] arguments) throws Throwable;
    }

    /** Makes a call where it stands. */
    Object direct(int number, Object[] arguments) throws Throwable;

    /** The call as the body of a lambda. */
    Call lambda(int number);

    /** The method or constructor that is called. */
    Executable member(int number) throws ReflectiveOperationException;
}
