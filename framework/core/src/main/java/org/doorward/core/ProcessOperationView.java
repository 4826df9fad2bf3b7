package org.doorward.core;

import org.doorward.module.PathValue;
import org.doorward.module.ProcessOperation;

/** One operation of family process, as one module sees it. */
final class ProcessOperationView extends OperationView implements ProcessOperation {
    private static final String[] NONE = {};

    ProcessOperationView(HookViews views, Frame frame) {
        super(views, frame);
    }

    private String[] words() {
        views.check();
        Object words = arguments.object(arguments.shape().indexOf(SlotType.ARGV));
        return words == null ? NONE : (String[]) words;
    }

    @Override
    public int wordCount() {
        return words().length;
    }

    @Override
    public String word(int index) {
        return words()[index];
    }

    @Override
    public PathValue directory() {
        views.check();
        int slot = arguments.shape().firstPath();
        return slot >= 0 && arguments.has(slot) ? path(slot) : null;
    }

    @Override
    public long process() {
        views.check();
        int slot = arguments.shape().indexOf("process");
        return slot < 0 ? 0 : arguments.number(slot);
    }

    @Override
    public boolean forced() {
        views.check();
        int slot = arguments.shape().indexOf("force");
        return slot >= 0 && arguments.number(slot) != 0;
    }
}
