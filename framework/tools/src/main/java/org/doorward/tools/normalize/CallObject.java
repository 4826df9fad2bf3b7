package org.doorward.tools.normalize;

import org.doorward.tools.interpret.CNumber;

/** What a system call was done to. The original knows it by the number of the record, and the table has that. */
final class CallObject {
    private static final int PATH = 1302;
    private static final int SOCKADDR = 1306;
    private static final int CWD = 1307;
    private static final int BPF = 1334;
    private static final int EVENT_LISTENER = 1335;
    private static final int FIRST_FILE = 2;

    private final Draft draft;
    private final EventFields fields;
    private final NormalizedEvent event;
    private final String call;
    private final Boolean success;

    /** @param success {@code null} if it is not said */
    CallObject(Draft draft, String call, Boolean success) {
        this.draft = draft;
        this.call = call;
        this.success = success;
        fields = draft.fields;
        event = draft.event;
    }

    /** Takes the action, the object and the second object. @param row {@code null} for a call of which nothing is known */
    void take(CallTable.Row row) {
        if (row == null) {
            rule();
            return;
        }
        event.action = row.action();
        event.objectKind = row.kind();
        second(row.second());
        object(row.object());
        if (!row.byMode()) {
            event.objectKind = row.kind();
        } else if (row.action().equals("make-device")) { // the mode of the new file says which device
            event.action = switch (event.objectKind) {
                case "character-device" -> "made-character-device";
                case "block-device" -> "made-block-device";
                default -> row.action();
            };
        }
    }

    /** All that is known is the rule that asked for the event. */
    private void rule() {
        fields.toFirstRecord();
        String key = fields.value("key");
        boolean known = key != null && !key.equals("(null)");
        event.action = known ? "triggered-audit-rule" : "triggered-unknown-audit-rule";
        event.objectKind = "admin-defined-rule";
        if (known) {
            event.object = found();
        }
    }

    private Field found() {
        return fields.currentIn(fields.record());
    }

    private void object(CallTable.Place place) {
        switch (place.way()) {
            case PATH -> {
                path(place.number());
                fileLabel();
            }
            case MOUNT -> mount();
            case NAME -> {
                fields.toRecord(place.number());
                draft.object("name", place.number());
            }
            case ADDRESS -> {
                fields.toRecord(1);
                fields.toFirstField();
                draft.object("saddr", 1);
            }
            case SIGNAL -> signal();
            case PROGRAM -> {
                program();
                event.how = event.how == null ? null : call;
            }
            case MEMORY -> memory();
            case FIELD -> {
                fields.toFirstRecord();
                here(place.what());
            }
            case HERE -> here(place.what());
            case DEVICE -> device();
            case BPF -> {
                operation("LOAD", "loaded-bpf-program", "unloaded-bpf-program", "bpf-program");
                program();
            }
            case LISTENER -> {
                operation("connect", "connected-to", "disconnected-from", "connected");
                program();
            }
            default -> {
                // none
            }
        }
    }

    private void here(String name) {
        if (fields.find(name)) {
            event.object = found();
        }
    }

    private void operation(String word, String ifWord, String ifOther, String ifNone) {
        fields.toFirstRecord();
        String operation = fields.value("op");
        event.action = operation == null ? ifNone : operation.equals(word) ? ifWord : ifOther;
    }

    /** The file of the record of a number, or of the first behind it that is no parent; a parent only if there is nothing else. */
    private void path(int number) {
        fields.toRecord(number);
        fields.toFirstField();
        int parent = 0;
        String kind;
        do {
            kind = fields.value("nametype");
            if (kind != null && !kind.equals("PARENT")) {
                break;
            }
            if (kind != null && parent == 0) {
                parent = fields.record();
            }
        } while (kind != null && fields.toNextRecord());
        if (kind == null) {
            if (parent == 0) {
                return;
            }
            fields.toRecord(parent);
        }
        if (fields.type() == PATH) {
            file(fields.record());
        }
    }

    private void file(int record) {
        fields.toFirstField();
        draft.object("name", record);
        if (fields.find("inode")) {
            event.objectDetail = fields.currentIn(record);
        }
        String mode = fields.value("mode");
        if (mode != null) {
            String kind = fileKind(mode);
            event.objectKind = kind == null ? event.objectKind : kind;
        }
    }

    private static String fileKind(String mode) {
        try {
            return switch ((int) CNumber.unsigned(mode, 8) & 0170000) {
                case 0100000 -> "file";
                case 0040000 -> "directory";
                case 0020000 -> "character-device";
                case 0060000 -> "block-device";
                case 0010000 -> "fifo";
                case 0120000 -> "symlink";
                case 0140000 -> "socket";
                default -> null;
            };
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The label of the first file that is no parent, else of the first parent. */
    private void fileLabel() {
        if (!draft.labels) {
            return;
        }
        int parent = 0;
        fields.toFirstRecord();
        do {
            switch (fields.type()) {
                case PATH -> {
                    if (!"PARENT".equals(fields.value("nametype"))) {
                        label();
                        return;
                    }
                    parent = parent == 0 ? fields.record() : parent;
                }
                case CWD -> attribute("cwd");
                case SOCKADDR -> attribute("saddr");
                default -> {
                    // says nothing of files
                }
            }
        } while (fields.toNextRecord());
        if (parent != 0) {
            fields.toRecord(parent);
            label();
        }
    }

    private void attribute(String name) {
        int record = fields.record();
        if (!fields.find(name)) {
            fields.toRecord(record);
        }
    }

    /** The label of the record at hand: it counts only from a mode on, without which the file was not found. */
    private void label() {
        int record = fields.record();
        fields.toFirstField();
        boolean any = fields.find("mode");
        while (any && event.objectLabel == null) {
            Field field = fields.currentIn(record);
            if (field != null && field.name().equals("obj")) {
                event.objectLabel = field;
            }
            any = fields.toNextField();
        }
    }

    /** A device has a record of its own only if it could be mounted. */
    private void mount() {
        if (Boolean.TRUE.equals(success)) {
            secondName(FIRST_FILE);
        }
        path(FIRST_FILE + (success == null ? -1 : success ? 1 : 0));
        if (draft.labels) {
            label();
        }
    }

    private void signal() {
        event.action = fields.size() > 2 ? "killed-list-of-pids" : "killed-pid";
        fields.toRecord(1);
        fields.toFirstField();
        here("saddr");
    }

    private void program() {
        fields.toFirstRecord();
        String own = switch (fields.type()) {
            case BPF -> "prog-id";
            case EVENT_LISTENER -> "nl-mcgrp";
            default -> null;
        };
        if (own != null) {
            here(own);
        } else if (fields.find("exe")) {
            draft.toScript();
            event.object = found();
        }
    }

    private void memory() {
        if (Boolean.TRUE.equals(success)) {
            event.action = "allocated-memory-in";
            fields.toFirstRecord();
            here("comm");
        }
    }

    private void device() {
        fields.toFirstRecord();
        here("dev");
        event.action = null;
        if (fields.find("prom")) {
            event.action = fields.current().number() == 0
                    ? "left-promiscuous-mode-on-device"
                    : "entered-promiscuous-mode-on-device";
        }
    }

    private void second(CallTable.Place place) {
        switch (place.way()) {
            case NAME -> secondName(place.number());
            case ARGUMENT -> argument(place.what(), false);
            case OWNER -> argument(place.what(), true);
            case IDENTITY -> identity(place.number());
            default -> {
                // none
            }
        }
    }

    private void secondName(int record) {
        fields.toRecord(record);
        fields.toFirstField();
        if (fields.find("name")) {
            event.secondObject = fields.currentIn(record);
        }
    }

    private void argument(String name, boolean isOwner) {
        fields.toFirstRecord();
        if (fields.find(name)) {
            if (isOwner && fields.current().number() == -1) {
                fields.toNextField(); // only the group changes
            }
            event.secondObject = fields.currentIn(0);
        }
    }

    /** The first of the new identities that is not left as it is. */
    private void identity(int identities) {
        fields.toFirstRecord();
        if (!fields.find("a0")) {
            return;
        }
        for (int i = 1; i < identities && isUnset(); i++) {
            if (!fields.toNextField()) {
                return;
            }
        }
        if (!isUnset()) {
            event.secondObject = fields.currentIn(0);
        }
    }

    private boolean isUnset() {
        return fields.current().words().equals("unset");
    }
}
