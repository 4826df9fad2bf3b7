package org.doorward.tools.normalize;

import org.doorward.tools.interpret.FieldType;

/**
 * Who did what to what, how, and with what result. What the records do not say is {@code null}. Filled in by the normalizers of this
 * package, and not changed any more once {@link Normalizer} has handed it out. Not safe for several threads.
 */
public final class NormalizedEvent {
    private static final int CONFIG_CHANGE = 1305;

    private final int type;
    private final Field first;
    String kind;
    Field session;
    Field subject;
    Field actingSubject;
    String subjectKind;
    Field subjectLabel;
    String action;
    Field result;
    Field object;
    Field objectDetail;
    Field secondObject;
    Field objectLabel;
    String objectKind = "unknown";
    String how;
    Field key;
    private boolean understood = true;

    NormalizedEvent(int type, Field first) {
        this.type = type;
        this.first = first;
    }

    /** Several records, but no system call that they belong to. */
    void isNotUnderstood() {
        understood = false;
    }

    /** Whether something is known of it. */
    public boolean isUnderstood() {
        return understood;
    }

    /** The number of the type of the first record. */
    public int type() {
        return type;
    }

    /** The name of the machine that wrote it. */
    public Field node() {
        return first.name().equals("node") ? first : null;
    }

    /** {@code audit-rule}, {@code user-login}, ... */
    public String kind() {
        return kind;
    }

    public Field session() {
        return session;
    }

    /** Who did it: mostly who logged in. */
    public Field subject() {
        return subject;
    }

    /** As whom: the user that the process had. */
    public Field actingSubject() {
        return actingSubject;
    }

    /** {@code privileged-acct}, {@code user-acct}, ... */
    public String subjectKind() {
        return subjectKind;
    }

    /** Only where labels were asked for. */
    public Field subjectLabel() {
        return subjectLabel;
    }

    /** {@code opened-file}, {@code logged-in}, ... or what a program says of itself. */
    public String action() {
        return action;
    }

    /** Whether it succeeded; {@code null} if that is not said. */
    public Boolean success() {
        if (result == null) {
            return null;
        }
        String word = result.words();
        return word.equals("yes")
                || word.startsWith("suc")
                || result.type() == FieldType.SECCOMP_ACTION && word.equals("allow");
    }

    /** What it was done to. */
    public Field object() {
        return object;
    }

    /** Whether the object is a setting of the audit system, of which the name says what was done, not the value. */
    public boolean isSetting() {
        return object != null && type == CONFIG_CHANGE && ("set".equals(action) || "seccomp-logging".equals(action));
    }

    /** More about the object: the number of the file, the type of the software. */
    public Field objectDetail() {
        return objectDetail;
    }

    /** The other thing of two: the new name, the new mode. */
    public Field secondObject() {
        return secondObject;
    }

    /** Only where labels were asked for. */
    public Field objectLabel() {
        return objectLabel;
    }

    /** {@code file}, {@code socket}, ... {@code unknown}; never {@code null}. */
    public String objectKind() {
        return objectKind;
    }

    /** With which program; the words for it, not escaped for a terminal. */
    public String how() {
        return how;
    }

    /** The first key of the rule. */
    public Field key() {
        return key;
    }
}
