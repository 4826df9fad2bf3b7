package org.doorward.core;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.doorward.guard.Body;
import org.doorward.guard.OperationEntry;
import org.doorward.guard.OperationGuard;
import org.doorward.guard.PathBody;
import org.doorward.guard.PathPairBody;
import org.doorward.module.Kind;

/** The enforcement point of one bundle. */
final class Guard implements OperationGuard {
    private static final int HANDLES = 16;
    /** The class whose names the JDK itself made. */
    private static final Class<?> OWN_PATH = Path.of("").getClass();

    private final Core core;
    private final Sequence sequence;
    private final Policy policy;
    private final BundleIdentity owner;
    private final KindEntry assume;
    private final KindEntry runAs;
    private final GuardKinds kinds = new GuardKinds();
    /** Of this bundle alone: a handle that was kept can at worst spoil an operation of its own bundle. */
    private final Pool<EntryHandle> handles = new Pool<>(HANDLES);

    Guard(Core core, BundleIdentity owner) {
        this.core = core;
        this.sequence = core.sequence();
        this.policy = core.policy();
        this.assume = policy.kind("identity.assume");
        this.runAs = policy.kind("identity.runas");
        this.owner = Objects.requireNonNull(owner, "owner");
    }

    @Override
    public <T, X extends Exception> T file(Kind kind, Path path, PathBody<Path, T, X> body) throws X {
        KindEntry entry = file(kind, false);
        Objects.requireNonNull(path, "path");
        Plan plan = policy.plan(entry);
        if (plan == null || Exemption.applies()) {
            return body.call(path);
        }
        // A foreign path's own code runs here, before there is a frame.
        boolean foreign = isForeign(path);
        String name = nameOf(path, foreign);
        Frame frame = open(entry.shape(), plan);
        frame.arguments().path(entry.shape().firstPath(), name, foreign);
        return carryOut(frame, path, body);
    }

    @Override
    public <T, X extends Exception> T file(Kind kind, String path, PathBody<String, T, X> body) throws X {
        KindEntry entry = file(kind, false);
        Objects.requireNonNull(path, "path");
        Plan plan = policy.plan(entry);
        if (plan == null || Exemption.applies()) {
            return body.call(path);
        }
        Frame frame = open(entry.shape(), plan);
        frame.arguments().path(entry.shape().firstPath(), path, false);
        return carryOut(frame, path, body);
    }

    @Override
    public <T, X extends Exception> T file(Kind kind, Path source, Path target, PathPairBody<Path, T, X> body)
            throws X {
        KindEntry entry = file(kind, true);
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Plan plan = policy.plan(entry);
        if (plan == null || Exemption.applies()) {
            return body.call(source, target);
        }
        boolean foreignSource = isForeign(source);
        boolean foreignTarget = isForeign(target);
        String from = nameOf(source, foreignSource);
        String to = nameOf(target, foreignTarget);
        Frame frame = open(entry.shape(), plan);
        frame.arguments().path(entry.shape().firstPath(), from, foreignSource);
        frame.arguments().path(entry.shape().secondPath(), to, foreignTarget);
        return carryOut(frame, source, target, body);
    }

    @Override
    public <T, X extends Exception> T file(Kind kind, String source, String target, PathPairBody<String, T, X> body)
            throws X {
        KindEntry entry = file(kind, true);
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Plan plan = policy.plan(entry);
        if (plan == null || Exemption.applies()) {
            return body.call(source, target);
        }
        Frame frame = open(entry.shape(), plan);
        frame.arguments().path(entry.shape().firstPath(), source, false);
        frame.arguments().path(entry.shape().secondPath(), target, false);
        return carryOut(frame, source, target, body);
    }

    private <P, T, X extends Exception> T carryOut(Frame frame, P path, PathBody<P, T, X> body) throws X {
        sequence.enter(frame);
        core.opened(frame);
        T result;
        try {
            result = body.call(path);
        } catch (Throwable t) {
            failed(frame, t);
            throw t;
        }
        succeeded(frame);
        return result;
    }

    private <P, T, X extends Exception> T carryOut(Frame frame, P source, P target, PathPairBody<P, T, X> body)
            throws X {
        sequence.enter(frame);
        core.opened(frame);
        T result;
        try {
            result = body.call(source, target);
        } catch (Throwable t) {
            failed(frame, t);
            throw t;
        }
        succeeded(frame);
        return result;
    }

    private void succeeded(Frame frame) {
        core.closing(frame);
        sequence.succeeded(frame);
    }

    private void failed(Frame frame, Throwable cause) {
        core.closing(frame);
        sequence.failed(frame, cause);
    }

    @Override
    public OperationEntry operation(Kind kind) {
        KindEntry entry = entry(kind);
        Plan plan = policy.plan(entry);
        if (plan == null || Exemption.applies()) {
            return entry.unwanted();
        }
        EntryHandle handle = handles.take();
        if (handle == null) {
            handle = new EntryHandle(core, handles);
        }
        return handle.open(open(entry.shape(), plan));
    }

    @Override
    public <T, X extends Exception> T as(String principal, String tenant, Body<T, X> body) throws X {
        Objects.requireNonNull(body, "body");
        Assumption assumption = Assumption.of(principal, tenant);
        Frame frame = open(assume);
        if (frame != null) {
            frame.arguments().text(frame.shape().indexOf("principal"), principal);
            frame.arguments().text(frame.shape().indexOf("tenant"), tenant);
            happen(frame);
        }
        Object before = core.assumptions().begin(assumption);
        try {
            return body.call();
        } finally {
            core.assumptions().end(before);
        }
    }

    @Override
    public <T, X extends Exception> T runAs(Body<T, X> body) throws X {
        Objects.requireNonNull(body, "body");
        Frame frame = open(runAs);
        if (frame != null) {
            frame.arguments().object(frame.shape().indexOf(SlotType.BUNDLE), owner);
            happen(frame);
        }
        return RunAs.call(body);
    }

    @Override
    public Executor carrying(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return task -> executor.execute(new Carried(core.assumptions(), task));
    }

    /** Returns {@code null} if nobody wants the kind. */
    private Frame open(KindEntry entry) {
        Plan plan = policy.plan(entry);
        return plan == null || Exemption.applies() ? null : open(entry.shape(), plan);
    }

    private void happen(Frame frame) {
        sequence.enter(frame);
        sequence.succeeded(frame);
    }

    private Frame open(Shape shape, Plan plan) {
        Frame frame = core.frames().take();
        frame.open(shape, plan, owner);
        return frame;
    }

    /** The name of a path: the JDK's own text, or the URI of another file system's path. */
    static String nameOf(Path path, boolean foreign) {
        return foreign ? path.toUri().toString() : path.toString();
    }

    static boolean isForeign(Path path) {
        return path.getClass() != OWN_PATH;
    }

    private KindEntry entry(Kind kind) {
        KindEntry entry = kinds.find(kind);
        return entry != null ? entry : meet(kind);
    }

    private KindEntry meet(Kind kind) {
        KindEntry entry = policy.kindForGuard(kind, owner);
        kinds.add(kind, entry);
        return entry;
    }

    private KindEntry file(Kind kind, boolean twoPaths) {
        KindEntry entry = entry(kind);
        if (!entry.contract() || entry.twoPaths() != twoPaths) {
            throw new IllegalArgumentException("kind [" + kind + "] was given " + (twoPaths ? "two paths" : "one path")
                    + (entry.contract()
                            ? ", but has " + (entry.twoPaths() ? "two" : "one")
                            : ", but is not of family file")
                    + "; use the overload that fits, or operation(kind)");
        }
        return entry;
    }
}
