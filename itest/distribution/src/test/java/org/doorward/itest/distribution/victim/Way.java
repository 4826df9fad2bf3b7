package org.doorward.itest.distribution.victim;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** How a call is made. */
public enum Way {
    DIRECT {
        @Override
        public Object call(Calls calls, int number, Object[] arguments) throws Throwable {
            return calls.direct(number, arguments);
        }
    },

    REFLECTION {
        @Override
        public Object call(Calls calls, int number, Object[] arguments) throws Throwable {
            Executable member = calls.member(number);
            try {
                if (member instanceof Constructor<?> constructor) {
                    return constructor.newInstance(arguments);
                }
                boolean isStatic = Modifier.isStatic(member.getModifiers());
                return ((Method) member)
                        .invoke(
                                isStatic ? null : arguments[0],
                                isStatic ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    },

    HANDLE {
        @Override
        public Object call(Calls calls, int number, Object[] arguments) throws Throwable {
            Executable member = calls.member(number);
            MethodHandle handle = member instanceof Constructor<?> constructor
                    ? MethodHandles.lookup().unreflectConstructor(constructor)
                    : MethodHandles.lookup().unreflect((Method) member);
            return handle.asFixedArity().invokeWithArguments(arguments);
        }
    },

    LAMBDA {
        @Override
        public Object call(Calls calls, int number, Object[] arguments) throws Throwable {
            return calls.lambda(number).make(arguments);
        }
    },

    POOL {
        @Override
        public Object call(Calls calls, int number, Object[] arguments) throws Throwable {
            return in(Executors.newSingleThreadExecutor(), calls, number, arguments);
        }
    },

    VIRTUAL_THREAD {
        @Override
        public Object call(Calls calls, int number, Object[] arguments) throws Throwable {
            ExecutorService threads = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            return in(threads, calls, number, arguments);
        }

        @Override
        public boolean isThere() {
            return Runtime.version().feature() >= 21;
        }
    };

    /** Makes a call; throws what it throws. */
    public abstract Object call(Calls calls, int number, Object[] arguments) throws Throwable;

    /** Whether this JDK has it. */
    public boolean isThere() {
        return true;
    }

    private static Object in(ExecutorService threads, Calls calls, int number, Object[] arguments) throws Throwable {
        Callable<Object> task = () -> {
            try {
                return calls.direct(number, arguments);
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        };
        try {
            return threads.submit(task).get();
        } catch (ExecutionException e) {
            throw e.getCause();
        } finally {
            threads.shutdownNow();
        }
    }
}
