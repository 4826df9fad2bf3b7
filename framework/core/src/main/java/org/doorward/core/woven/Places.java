package org.doorward.core.woven;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/*
 * PLACE of the hook table
 *
 *   aN  this  result      a parameter from 1, the object, what the method returned
 *   X.field               a field, private or not, of the object or of its class; where there is none, a method without parameters
 *   exit.X                X, read when the method has returned
 *   X+Y                   Y taken from folder X
 *   X&Y                   both
 *   const(w)              the word w, whatever the call
 *   X?w:v                 the word or this.field w if X is true, else v; "-" is no word
 *
 * Fields are found by the declared types. A declared type that has only one implementation that the rows mean is replaced by it.
 */
/** Reads the grammar of places. For one row. */
final class Places {
    private static final int RESULT = 1;
    private static final int SELF = 3;

    private static final Map<String, String> MEANT = Map.of(
            "java.lang.Process", "java.lang.ProcessImpl",
            "java.nio.channels.SocketChannel", "sun.nio.ch.SocketChannelImpl",
            "java.nio.file.SecureDirectoryStream", "sun.nio.fs.UnixSecureDirectoryStream");

    private final Class<?> owner;
    private final MethodType type;
    private final MethodHandles.Lookup lookup;

    /** @param lookup of a class of the module that the fields are in, or of one that it is open to */
    Places(Class<?> owner, MethodType type, MethodHandles.Lookup lookup) {
        this.owner = owner;
        this.type = type;
        this.lookup = lookup;
    }

    /** @throws IllegalArgumentException if the text is no place of this method */
    Place parse(String text) {
        if (text.startsWith("const(") && text.indexOf(')') == text.length() - 1) {
            return new Constant(text.substring("const(".length(), text.length() - 1));
        }
        int question = text.indexOf('?');
        if (question > 0) {
            int colon = text.indexOf(':', question);
            return new Choice(
                    parse(text.substring(0, question)),
                    chosen(text.substring(question + 1, colon)),
                    chosen(text.substring(colon + 1)));
        }
        if (text.indexOf('&') > 0) {
            List<Place> parts = new ArrayList<>();
            for (String part : text.split("&")) {
                parts.add(parse(part));
            }
            return new All(parts);
        }
        int plus = text.indexOf('+');
        if (plus > 0) {
            return new Joined(parse(text.substring(0, plus)), parse(text.substring(plus + 1)));
        }
        return dotted(text);
    }

    private Place chosen(String text) {
        return text.startsWith("this.") ? dotted(text) : new Constant(text.equals("-") ? null : text);
    }

    private Place dotted(String text) {
        boolean late = text.startsWith("exit.");
        String[] steps = (late ? text.substring("exit.".length()) : text).split("\\.");
        int index;
        Class<?> at;
        if (steps[0].equals("this")) {
            index = SELF;
            at = owner;
        } else if (steps[0].equals("result")) {
            index = RESULT;
            at = type.returnType();
            late = true;
        } else if (steps[0].matches("a[1-9][0-9]?")) {
            int parameter = Integer.parseInt(steps[0].substring(1));
            if (parameter > type.parameterCount()) {
                throw wrong(text, "the method has " + type.parameterCount() + " parameters");
            }
            index = SELF + parameter;
            at = type.parameterType(parameter - 1);
        } else {
            throw wrong(text, "expected aN, this, result or const(word)");
        }
        Place place = new Element(index, late);
        for (int i = 1; i < steps.length; i++) {
            Class<?> holder = meant(at);
            MethodHandle getter = getter(holder, steps[i], text);
            at = getter.type().returnType();
            place = getter.type().parameterCount() == 0
                    ? new OfClass(getter.asType(MethodType.methodType(Object.class)))
                    : new Part(place, holder, getter.asType(MethodType.methodType(Object.class, Object.class)));
        }
        return place;
    }

    private Class<?> meant(Class<?> declared) {
        String name = MEANT.get(declared.getName());
        if (name == null) {
            return declared;
        }
        try {
            return Class.forName(name, false, declared.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "class [" + name + "], which is meant by [" + declared.getName() + "]", e);
        }
    }

    private MethodHandle getter(Class<?> holder, String name, String place) {
        try {
            for (Class<?> declaring = holder; declaring != null; declaring = declaring.getSuperclass()) {
                for (Field field : declaring.getDeclaredFields()) {
                    if (field.getName().equals(name)) {
                        MethodHandles.Lookup inside = MethodHandles.privateLookupIn(declaring, lookup);
                        return Modifier.isStatic(field.getModifiers())
                                ? inside.findStaticGetter(declaring, name, field.getType())
                                : inside.findGetter(declaring, name, field.getType());
                    }
                }
            }
            for (java.lang.reflect.Method method : holder.getMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == 0) {
                    return lookup.findVirtual(holder, name, MethodType.methodType(method.getReturnType()));
                }
            }
        } catch (IllegalAccessException | NoSuchFieldException | NoSuchMethodException e) {
            throw new IllegalArgumentException(wrong(place, e.toString()).getMessage(), e);
        }
        throw wrong(place, "class [" + holder.getName() + "] has neither field nor method [" + name + "]");
    }

    private IllegalArgumentException wrong(String place, String why) {
        return new IllegalArgumentException("place [" + place + "] of " + owner.getName() + type + ": " + why);
    }

    private record Constant(String word) implements Place {
        @Override
        public Object read(Object[] call) {
            return word;
        }
    }

    private record Element(int index, boolean atExit) implements Place {
        @Override
        public Object read(Object[] call) {
            return call[index];
        }

        @Override
        public int element() {
            return index;
        }
    }

    private record Part(Place whole, Class<?> holder, MethodHandle getter) implements Place {
        @Override
        public Object read(Object[] call) {
            Object from = whole.read(call);
            if (!holder.isInstance(from)) {
                return null;
            }
            try {
                return (Object) getter.invokeExact(from);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean atExit() {
            return whole.atExit();
        }
    }

    private record OfClass(MethodHandle getter) implements Place {
        @Override
        public Object read(Object[] call) {
            try {
                return (Object) getter.invokeExact();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Choice(Place condition, Place yes, Place no) implements Place {
        @Override
        public Object read(Object[] call) {
            return (Boolean.TRUE.equals(condition.read(call)) ? yes : no).read(call);
        }

        @Override
        public boolean atExit() {
            return condition.atExit();
        }
    }

    private record Joined(Place folder, Place name) implements Place {
        @Override
        public Object read(Object[] call) {
            return new Below(folder.read(call), name.read(call));
        }

        @Override
        public boolean atExit() {
            return folder.atExit() || name.atExit();
        }
    }

    private record All(List<Place> parts) implements Place {
        @Override
        public Object read(Object[] call) {
            Object[] values = new Object[parts.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = parts.get(i).read(call);
            }
            return new Together(values);
        }

        @Override
        public boolean atExit() {
            return parts.stream().anyMatch(Place::atExit);
        }
    }
}
