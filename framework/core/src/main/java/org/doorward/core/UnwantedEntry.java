package org.doorward.core;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.doorward.guard.ActiveOperation;
import org.doorward.guard.Body;
import org.doorward.guard.OperationEntry;
import org.doorward.guard.PendingOperation;
import org.doorward.module.Argument;
import org.doorward.module.BooleanArgument;
import org.doorward.module.DecimalArgument;
import org.doorward.module.FlagsArgument;
import org.doorward.module.HashedArgument;
import org.doorward.module.LongArgument;
import org.doorward.module.PathArgument;
import org.doorward.module.SecretArgument;
import org.doorward.module.TextArgument;

/**
 * An operation of a kind that nobody wants: its slots are checked, its values ignored. Without state, so that there is one for each
 * kind; it cannot tell whether it was entered already.
 */
final class UnwantedEntry implements OperationEntry {
    private final KindEntry kind;

    UnwantedEntry(KindEntry kind) {
        this.kind = kind;
    }

    private OperationEntry check(Argument argument, SlotType type) {
        kind.shape().find(argument, type);
        return this;
    }

    @Override
    public OperationEntry set(TextArgument argument, CharSequence value) {
        return check(argument, SlotType.TEXT);
    }

    @Override
    public OperationEntry set(LongArgument argument, long value) {
        return check(argument, SlotType.NUMBER);
    }

    @Override
    public OperationEntry set(DecimalArgument argument, long units) {
        return check(argument, SlotType.DECIMAL);
    }

    @Override
    public OperationEntry set(BooleanArgument argument, boolean value) {
        return check(argument, SlotType.BOOLEAN);
    }

    @Override
    public OperationEntry set(FlagsArgument argument, int flags) {
        return check(argument, SlotType.FLAGS);
    }

    @Override
    public OperationEntry set(PathArgument argument, Path value) {
        return check(argument, SlotType.PATH);
    }

    @Override
    public OperationEntry set(PathArgument argument, String value) {
        return check(argument, SlotType.PATH);
    }

    @Override
    public OperationEntry set(SecretArgument argument) {
        return check(argument, SlotType.SECRET);
    }

    @Override
    public OperationEntry set(HashedArgument argument, CharSequence value) {
        return check(argument, SlotType.HASHED);
    }

    @Override
    public ActiveOperation enter() {
        return Unwanted.OPERATION;
    }

    @Override
    public <T, X extends Exception> T call(Body<T, X> body) throws X {
        return body.call();
    }

    /** The operation, open and detached. */
    enum Unwanted implements ActiveOperation, PendingOperation {
        OPERATION;

        @Override
        public void succeeded() {}

        @Override
        public void failed(Throwable cause) {}

        @Override
        public PendingOperation detach() {
            return this;
        }

        @Override
        public <T> CompletionStage<T> detachUntil(CompletionStage<T> stage) {
            return stage;
        }

        @Override
        public void close() {}
    }
}
