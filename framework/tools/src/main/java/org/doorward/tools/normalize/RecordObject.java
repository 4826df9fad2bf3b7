package org.doorward.tools.normalize;

import java.util.List;

/** What the action of a record that stands alone, or first, was done to. */
final class RecordObject {
    private static final int CONFIG_CHANGE = 1305;

    private RecordObject() {}

    /** Takes the object, its kind, its detail and the second object. */
    static void take(Draft draft, int type) {
        RecordTable.ObjectFields object = RecordTable.object(type);
        if (object != null) {
            draft.event.objectKind = object.kind();
            draft.event.object = isOfRule(draft, type) ? draft.fields.currentIn(0) : first(draft, object.names());
            draft.event.objectDetail = behind(draft, object.detail());
            draft.event.secondObject = behind(draft, object.second());
        }
    }

    /** A change of a rule is told by the rule's key. */
    private static boolean isOfRule(Draft draft, int type) {
        draft.fields.toFirstRecord();
        String key = type == CONFIG_CHANGE ? draft.fields.value("key") : null;
        return key != null && !key.equals("(null)");
    }

    /** Found only if the object was. */
    private static Field behind(Draft draft, String name) {
        draft.fields.toFirstField();
        return name != null && draft.fields.find(name) ? draft.fields.currentIn(0) : null;
    }

    private static Field first(Draft draft, List<String> names) {
        for (String name : names) {
            draft.fields.toFirstRecord();
            if (draft.fields.find(name)) {
                return draft.fields.currentIn(0);
            }
        }
        return null;
    }
}
