package org.doorward.core;

import org.doorward.module.FileOperation;
import org.doorward.module.PathMatch;
import org.doorward.module.PathValue;

/** One operation of family file, as one module sees it. */
final class FileOperationView extends OperationView implements FileOperation {
    FileOperationView(HookViews views, Frame frame) {
        super(views, frame);
    }

    @Override
    public PathValue source() {
        views.check();
        return path(arguments.shape().firstPath());
    }

    @Override
    public PathValue target() {
        views.check();
        return path(
                hasSecond() ? arguments.shape().secondPath() : arguments.shape().firstPath());
    }

    @Override
    public boolean hasTwoPaths() {
        views.check();
        return hasSecond();
    }

    private boolean hasSecond() {
        int second = arguments.shape().secondPath();
        return second >= 0 && arguments.has(second);
    }

    @Override
    public int flags() {
        views.check();
        int slot = arguments.shape().flags();
        return slot < 0 ? 0 : (int) arguments.number(slot);
    }

    @Override
    public boolean touches(PathMatch folders) {
        views.check();
        Shape shape = arguments.shape();
        return arguments.pathOf(shape.firstPath()).isIn(folders)
                || hasSecond() && arguments.pathOf(shape.secondPath()).isIn(folders);
    }
}
