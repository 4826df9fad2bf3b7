package org.doorward.core;

import java.nio.file.Path;
import org.doorward.guard.ActiveOperation;
import org.doorward.guard.Body;
import org.doorward.guard.OperationEntry;
import org.doorward.module.Argument;
import org.doorward.module.BooleanArgument;
import org.doorward.module.DecimalArgument;
import org.doorward.module.FlagsArgument;
import org.doorward.module.HashedArgument;
import org.doorward.module.LongArgument;
import org.doorward.module.PathArgument;
import org.doorward.module.SecretArgument;
import org.doorward.module.TextArgument;

/** An operation that is being described. Used again by the same guard, when it has ended. */
final class EntryHandle implements OperationEntry {
    private final Core core;
    private final Pool<EntryHandle> home;
    private Frame frame;
    /** The thread that describes; {@code null} when it has ended. Another thread never reads itself here. */
    private Thread openIn;

    EntryHandle(Core core, Pool<EntryHandle> home) {
        this.core = core;
        this.home = home;
    }

    OperationEntry open(Frame opened) {
        frame = opened;
        openIn = Thread.currentThread();
        return this;
    }

    private Frame check() {
        if (openIn != Thread.currentThread()) {
            throw new IllegalStateException("the operation was entered already, or belongs to another thread");
        }
        return frame;
    }

    @Override
    public OperationEntry set(TextArgument argument, CharSequence value) {
        return text(argument, SlotType.TEXT, copy(value));
    }

    private OperationEntry text(Argument argument, SlotType type, String value) {
        Frame open = check();
        open.arguments().text(open.shape().find(argument, type), value);
        return this;
    }

    /*
     * The caller's own code, in the caller's own context, and before this handle is looked at: it could enter the operation. What it
     * returns may only be a String.
     */
    private static String copy(CharSequence value) {
        return value == null ? null : value.toString();
    }

    @Override
    public OperationEntry set(LongArgument argument, long value) {
        Frame open = check();
        open.arguments().number(open.shape().find(argument, SlotType.NUMBER), value);
        return this;
    }

    @Override
    public OperationEntry set(DecimalArgument argument, long units) {
        Frame open = check();
        open.arguments().number(open.shape().find(argument, SlotType.DECIMAL), units);
        return this;
    }

    @Override
    public OperationEntry set(BooleanArgument argument, boolean value) {
        Frame open = check();
        open.arguments().number(open.shape().find(argument, SlotType.BOOLEAN), value ? 1 : 0);
        return this;
    }

    @Override
    public OperationEntry set(FlagsArgument argument, int flags) {
        Frame open = check();
        open.arguments().number(open.shape().find(argument, SlotType.FLAGS), flags);
        return this;
    }

    @Override
    public OperationEntry set(PathArgument argument, Path value) {
        boolean foreign = value != null && Guard.isForeign(value);
        return path(argument, value == null ? null : Guard.nameOf(value, foreign), foreign);
    }

    @Override
    public OperationEntry set(PathArgument argument, String value) {
        return path(argument, value, false);
    }

    private OperationEntry path(PathArgument argument, String name, boolean foreign) {
        Frame open = check();
        open.arguments().path(open.shape().find(argument, SlotType.PATH), name, foreign);
        return this;
    }

    @Override
    public OperationEntry set(SecretArgument argument) {
        Frame open = check();
        open.arguments().secret(open.shape().find(argument, SlotType.SECRET));
        return this;
    }

    @Override
    public OperationEntry set(HashedArgument argument, CharSequence value) {
        return text(argument, SlotType.HASHED, copy(value));
    }

    @Override
    public ActiveOperation enter() {
        Frame entered = end();
        core.sequence().enter(entered);
        return new ActiveHandle(core, entered);
    }

    @Override
    public <T, X extends Exception> T call(Body<T, X> body) throws X {
        Frame entered = end();
        Sequence sequence = core.sequence();
        sequence.enter(entered);
        core.opened(entered);
        T result;
        try {
            result = body.call();
        } catch (Throwable t) {
            core.closing(entered);
            sequence.failed(entered, t);
            throw t;
        }
        core.closing(entered);
        sequence.succeeded(entered);
        return result;
    }

    private Frame end() {
        Frame entered = check();
        int missing = entered.arguments().missing();
        if (missing != 0) {
            throw new IllegalArgumentException("kind [" + entered.kind() + "]: argument ["
                    + entered.shape()
                            .slot(Integer.numberOfTrailingZeros(missing))
                            .name() + "] is not set");
        }
        openIn = null;
        frame = null;
        home.give(this);
        return entered;
    }
}
