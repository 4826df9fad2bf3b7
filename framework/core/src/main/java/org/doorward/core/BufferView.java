package org.doorward.core;

import org.doorward.audit.AuditBuffer;
import org.doorward.event.EventEncoder;
import org.doorward.module.PathValue;

/** One flag of one module: its fields go straight into the frame's event. */
final class BufferView implements AuditBuffer {
    private final HookViews views;
    private String key;

    BufferView(HookViews views) {
        this.views = views;
    }

    /** A flag was set: its record is written even if no field follows. */
    void begin(String flag) {
        key = flag;
        views.section(this, flag);
    }

    void forget() {
        key = null;
    }

    /* Without a key this buffer is of an earlier call. */
    private EventEncoder event() {
        views.check();
        if (key == null) {
            throw views.kept();
        }
        return views.section(this, key);
    }

    @Override
    public AuditBuffer field(String name, CharSequence value) {
        views.check();
        CharSequence text = views.stable(value);
        event().field(name, text);
        return this;
    }

    @Override
    public AuditBuffer field(String name, PathValue value) {
        views.check();
        CharSequence text = HookViews.nameOf(value);
        event().field(name, text);
        return this;
    }

    @Override
    public AuditBuffer field(String name, long value) {
        event().field(name, value);
        return this;
    }

    @Override
    public AuditBuffer field(String name, long units, int decimals) {
        event().field(name, units, decimals);
        return this;
    }

    @Override
    public AuditBuffer field(String name, boolean value) {
        event().field(name, value);
        return this;
    }

    @Override
    public AuditBuffer secret(String name) {
        event().fieldSecret(name);
        return this;
    }

    @Override
    public AuditBuffer hashed(String name, CharSequence value) {
        views.check();
        CharSequence text = views.stable(value);
        event().fieldHashed(name, text);
        return this;
    }
}
