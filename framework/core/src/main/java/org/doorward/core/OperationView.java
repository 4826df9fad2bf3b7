package org.doorward.core;

import org.doorward.module.Argument;
import org.doorward.module.BooleanArgument;
import org.doorward.module.DecimalArgument;
import org.doorward.module.FlagsArgument;
import org.doorward.module.Kind;
import org.doorward.module.LongArgument;
import org.doorward.module.Operation;
import org.doorward.module.PathArgument;
import org.doorward.module.PathValue;
import org.doorward.module.Subject;
import org.doorward.module.TextArgument;

/** One operation, as one module sees it. */
class OperationView implements Operation {
    final HookViews views;
    final Frame frame;
    final Arguments arguments;
    private final SubjectView subject;
    private final PathView[] paths = new PathView[2];

    OperationView(HookViews views, Frame frame) {
        this.views = views;
        this.frame = frame;
        this.arguments = frame.arguments();
        this.subject = new SubjectView(views, frame);
    }

    @Override
    public String kind() {
        views.check();
        return frame.kind();
    }

    @Override
    public boolean is(Kind kind) {
        views.check();
        // Both names are interned.
        return frame.kind() == kind.name();
    }

    @Override
    public Subject subject() {
        views.check();
        return subject;
    }

    @Override
    public boolean has(Argument argument) {
        return arguments.has(slot(argument, SlotType.of(argument)));
    }

    @Override
    public String get(TextArgument argument) {
        int slot = slot(argument, SlotType.TEXT);
        return arguments.shape().slot(slot).type() == SlotType.BUNDLE ? arguments.bundles(slot) : arguments.text(slot);
    }

    @Override
    public long get(LongArgument argument) {
        return arguments.number(slot(argument, SlotType.NUMBER));
    }

    @Override
    public long get(DecimalArgument argument) {
        return arguments.number(slot(argument, SlotType.DECIMAL));
    }

    @Override
    public boolean get(BooleanArgument argument) {
        return arguments.number(slot(argument, SlotType.BOOLEAN)) != 0;
    }

    @Override
    public int get(FlagsArgument argument) {
        return (int) arguments.number(slot(argument, SlotType.FLAGS));
    }

    @Override
    public PathValue get(PathArgument argument) {
        int slot = slot(argument, SlotType.PATH);
        return arguments.has(slot) ? path(slot) : null;
    }

    private int slot(Argument argument, SlotType type) {
        views.check();
        return arguments.shape().find(argument, type);
    }

    /** The view of the path in a slot. */
    PathView path(int slot) {
        int place = slot == arguments.shape().secondPath() ? 1 : 0;
        PathView view = paths[place];
        if (view == null) {
            view = new PathView(views, arguments.pathOf(slot));
            paths[place] = view;
        }
        return view;
    }

    @Override
    public String toString() {
        return kind();
    }
}
