package org.doorward.samples.publishing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.doorward.guard.ActiveOperation;
import org.doorward.guard.Body;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationEntry;
import org.doorward.guard.OperationGuard;
import org.doorward.guard.PathBody;
import org.doorward.guard.PathPairBody;
import org.doorward.module.Argument;
import org.doorward.module.BooleanArgument;
import org.doorward.module.DecimalArgument;
import org.doorward.module.FlagsArgument;
import org.doorward.module.HashedArgument;
import org.doorward.module.Kind;
import org.doorward.module.LongArgument;
import org.doorward.module.PathArgument;
import org.doorward.module.SecretArgument;
import org.doorward.module.TextArgument;

/** Writes down what it is asked to run, denies the kinds that it is told to, and runs the rest. */
final class FakeGuard implements OperationGuard {
    final List<String> operations = new ArrayList<>();
    final Map<String, Object> lastArguments = new TreeMap<>();
    final Set<String> denied = new HashSet<>();

    private void enter(String kind, String what) {
        operations.add(kind + " " + what);
        if (denied.contains(kind)) {
            throw new OperationDeniedException(
                    "denied " + kind + ": because", kind, "stern", "audit(1750000000.105:" + operations.size() + ")");
        }
    }

    List<String> of(Kind kind) {
        return operations.stream()
                .filter(operation -> operation.startsWith(kind.name() + " "))
                .toList();
    }

    @Override
    public <T, X extends Exception> T file(Kind kind, Path path, PathBody<Path, T, X> body) throws X {
        enter(kind.name(), path.toString());
        return body.call(path);
    }

    @Override
    public <T, X extends Exception> T file(Kind kind, String path, PathBody<String, T, X> body) throws X {
        enter(kind.name(), path);
        return body.call(path);
    }

    @Override
    public <T, X extends Exception> T file(Kind kind, Path source, Path target, PathPairBody<Path, T, X> body)
            throws X {
        enter(kind.name(), source + " -> " + target);
        return body.call(source, target);
    }

    @Override
    public <T, X extends Exception> T file(Kind kind, String source, String target, PathPairBody<String, T, X> body)
            throws X {
        enter(kind.name(), source + " -> " + target);
        return body.call(source, target);
    }

    @Override
    public OperationEntry operation(Kind kind) {
        lastArguments.clear();
        return new Entry(kind);
    }

    @Override
    public <T, X extends Exception> T as(String principal, String tenant, Body<T, X> body) throws X {
        enter("identity.assume", principal);
        return body.call();
    }

    @Override
    public <T, X extends Exception> T runAs(Body<T, X> body) throws X {
        enter("identity.runas", "itself");
        return body.call();
    }

    @Override
    public Executor carrying(Executor executor) {
        return executor;
    }

    private final class Entry implements OperationEntry {
        private final Kind kind;

        Entry(Kind kind) {
            this.kind = kind;
        }

        private OperationEntry put(Argument argument, Object value) {
            lastArguments.put(argument.name(), value);
            return this;
        }

        @Override
        public OperationEntry set(TextArgument argument, CharSequence value) {
            return put(argument, value);
        }

        @Override
        public OperationEntry set(LongArgument argument, long value) {
            return put(argument, value);
        }

        @Override
        public OperationEntry set(DecimalArgument argument, long units) {
            return put(argument, units);
        }

        @Override
        public OperationEntry set(BooleanArgument argument, boolean value) {
            return put(argument, value);
        }

        @Override
        public OperationEntry set(FlagsArgument argument, int flags) {
            return put(argument, flags);
        }

        @Override
        public OperationEntry set(PathArgument argument, Path value) {
            return put(argument, value);
        }

        @Override
        public OperationEntry set(PathArgument argument, String value) {
            return put(argument, value);
        }

        @Override
        public OperationEntry set(SecretArgument argument) {
            return put(argument, "(masked)");
        }

        @Override
        public OperationEntry set(HashedArgument argument, CharSequence value) {
            return put(argument, value);
        }

        @Override
        public ActiveOperation enter() {
            throw new UnsupportedOperationException("this application uses call");
        }

        @Override
        public <T, X extends Exception> T call(Body<T, X> body) throws X {
            FakeGuard.this.enter(kind.name(), lastArguments.toString());
            return body.call();
        }
    }
}
