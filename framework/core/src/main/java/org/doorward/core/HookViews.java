package org.doorward.core;

import java.util.Arrays;
import org.doorward.audit.AuditBuffer;
import org.doorward.audit.AuditContext;
import org.doorward.audit.Lane;
import org.doorward.audit.Outcome;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventLayout;
import org.doorward.module.Operation;
import org.doorward.module.PathValue;

/*
 * Why views for each module and not for each frame: a view that was kept names the module that kept it, and can reach nothing that
 * another module says. A view holds the module's name, never the module, so that a pooled frame keeps no undeployed bundle alive.
 *
 * The thread in which hooks run stands in the frame, null outside: another thread, or the same one later, never reads itself there. Only
 * who does looks at the view's flag, which no other thread writes meanwhile. A thread in each view would be a reference written for each
 * module, which costs a fence in G1.
 */
/** What one module sees of one frame: operation, context, buffers, outcome. Open during that module's callbacks only. */
final class HookViews implements AuditContext, Outcome {
    private static final int LONGEST_WORDS = 1024;
    private static final int LONGEST_KEY = 255;
    private static final int KEPT_BUFFERS = 16;
    private static final int KEPT_COPY = 16 * 1024;

    private final Frame frame;
    private final String module;
    private final int moduleNumber;
    private final OperationView[] operations = new OperationView[Family.values().length];
    private BufferView[] buffers = new BufferView[1];
    private int flags;
    private StringBuilder rule;
    private StringBuilder reason;
    private boolean ruleWritten;
    private boolean unaudited;
    private BufferView current;
    private StringBuilder copied;
    /** Whether the module's callback runs; set back by a plain write, see HookCalls. */
    boolean open;

    HookViews(Frame frame, ActiveModule module) {
        this.frame = frame;
        this.module = module.name();
        this.moduleNumber = module.number();
    }

    int moduleNumber() {
        return moduleNumber;
    }

    void open() {
        flags = 0;
        ruleWritten = false;
        unaudited = false;
        if (rule != null) {
            rule.setLength(0);
        }
        if (reason != null) {
            reason.setLength(0);
        }
        if (copied != null && copied.capacity() > KEPT_COPY) {
            copied = null;
        }
        open = true;
    }

    /** Ends what the module wrote. */
    void finish() {
        finishSection();
        for (int i = 0; i < flags; i++) {
            buffers[i].forget();
        }
        if (buffers.length > KEPT_BUFFERS) {
            buffers = Arrays.copyOf(buffers, KEPT_BUFFERS);
        }
    }

    /** The view of the operation by its family, made on first use. */
    Operation operation() {
        Family family = frame.shape().family();
        OperationView view = operations[family.ordinal()];
        if (view == null) {
            view = switch (family) {
                case FILE -> new FileOperationView(this, frame);
                case PROCESS -> new ProcessOperationView(this, frame);
                case NETWORK -> new NetworkOperationView(this, frame);
                case BUNDLE -> new BundleOperationView(this, frame);
                case OTHER -> new OperationView(this, frame);
            };
            operations[family.ordinal()] = view;
        }
        return view;
    }

    boolean flagged() {
        return flags > 0;
    }

    CharSequence ruleOrNull() {
        return rule == null || rule.isEmpty() ? null : rule;
    }

    CharSequence reasonOrNull() {
        return reason == null || reason.isEmpty() ? null : reason;
    }

    /** @throws IllegalStateException unless the module's callback runs in this thread; the module is named in a record */
    void check() {
        if (frame.openIn != Thread.currentThread() || !open) {
            throw kept();
        }
    }

    IllegalStateException kept() {
        return frame.core().keptFlyweight(module);
    }

    // ---- the audit context
    // -----------------------------------------------------------------------------------------------------

    @Override
    public AuditBuffer flag(String key) {
        return flag(Lane.RELIABLE, key);
    }

    @Override
    public AuditBuffer trace(String key) {
        return flag(Lane.LOSSY, key);
    }

    private AuditBuffer flag(Lane lane, String key) {
        check();
        String word = checkedKey(key);
        finishSection();
        frame.flag(lane, word, module);
        if (flags == buffers.length) {
            buffers = Arrays.copyOf(buffers, 2 * flags);
        }
        if (buffers[flags] == null) {
            buffers[flags] = new BufferView(this);
        }
        BufferView buffer = buffers[flags++];
        buffer.begin(word);
        return buffer;
    }

    /* Long keys are rare and a mistake: cutting them may allocate. */
    private String checkedKey(String key) {
        int size = key.length();
        boolean ascii = true;
        for (int i = 0; i < size; i++) {
            char c = key.charAt(i);
            if (c < 0x20 || c == 0x7f) {
                throw new IllegalArgumentException("key [" + Words.printable(key) + "] of module [" + module
                        + "] has a control character at " + i + ": expected none");
            }
            ascii &= c < 0x80;
        }
        if (ascii ? size <= LONGEST_KEY : 3 * size <= LONGEST_KEY) {
            return key;
        }
        return Words.cut(key, LONGEST_KEY);
    }

    @Override
    public AuditContext reason(CharSequence text) {
        check();
        reason = Words.copy(text, reason, LONGEST_WORDS);
        return this;
    }

    @Override
    public AuditContext rule(CharSequence name) {
        check();
        rule = Words.copy(name, rule, LONGEST_WORDS);
        return this;
    }

    @Override
    public AuditContext dontAudit() {
        check();
        unaudited = true;
        return this;
    }

    /** Whether the module wants no record of its denial. */
    boolean unaudited() {
        return unaudited;
    }

    // ---- sections
    // --------------------------------------------------------------------------------------------------------------

    /** The event, with the section of this flag as the last one: begun again if another flag came in between. */
    EventEncoder section(BufferView buffer, String key) {
        EventEncoder event = frame.event();
        if (current != buffer) {
            finishSection();
            event.section(module, key);
            current = buffer;
            ruleWritten = false;
        }
        return event;
    }

    private void finishSection() {
        if (current != null && !ruleWritten && ruleOrNull() != null) {
            frame.event().sectionRule(rule);
            ruleWritten = true;
        }
        current = null;
    }

    /**
     * Text for a field, which is read more than once. What is no {@code String} is copied, each character read once: it could throw in
     * the middle of an entry, or grow between two readings. Valid until the next call.
     */
    CharSequence stable(CharSequence value) {
        if (value == null || value instanceof String) {
            return value;
        }
        copied = Words.copy(value, copied, EventLayout.MAXIMUM);
        return copied;
    }

    /** The name of a path for a field: a view of ours must be open, too. */
    static CharSequence nameOf(PathValue value) {
        if (value == null) {
            return null;
        }
        return value instanceof PathView view ? view.name() : value.toString();
    }

    // ---- the outcome
    // -----------------------------------------------------------------------------------------------------------

    @Override
    public boolean succeeded() {
        check();
        return frame.success();
    }

    @Override
    public int exit() {
        check();
        return frame.exit();
    }

    @Override
    public String exceptionClass() {
        check();
        return frame.exceptionClass();
    }
}
