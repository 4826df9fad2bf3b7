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

    private EventEncoder event() {
        views.check();
        return views.section(this, key);
    }

    @Override
    public AuditBuffer field(String name, CharSequence value) {
        event().field(name, value);
        return this;
    }

    @Override
    public AuditBuffer field(String name, PathValue value) {
        views.check();
        event().field(name, HookViews.nameOf(value));
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
        event().fieldHashed(name, value);
        return this;
    }
}
