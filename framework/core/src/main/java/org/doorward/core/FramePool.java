package org.doorward.core;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The frames: a bounded number wait for an operation; what is needed beyond is made and dropped. Safe for all threads. */
final class FramePool {
    private final Pool<Frame> waiting;
    private final Supplier<Frame> maker;
    /** Every frame that may be in use, for the watchdog; weak, so that it keeps none alive. */
    private final Queue<WeakReference<Frame>> made = new ConcurrentLinkedQueue<>();

    FramePool(int size, Supplier<Frame> maker) {
        this.waiting = new Pool<>(size);
        this.maker = maker;
    }

    Frame take() {
        Frame frame = waiting.take();
        if (frame == null) {
            frame = maker.get();
            made.add(new WeakReference<>(frame));
        }
        return frame;
    }

    /** Takes a frame back that has been cleared. */
    void give(Frame frame) {
        waiting.give(frame);
    }

    /** Shows each frame that is still reachable, and forgets the others. For the watchdog. */
    void scan(Consumer<Frame> visitor) {
        for (Iterator<WeakReference<Frame>> all = made.iterator(); all.hasNext(); ) {
            Frame frame = all.next().get();
            if (frame == null) {
                all.remove();
            } else {
                visitor.accept(frame);
            }
        }
    }

    /** How many frames may be in use or wait; exact after {@link #scan}. Takes its time. */
    int known() {
        return made.size();
    }

    Pool<Frame> waiting() {
        return waiting;
    }
}
