package org.doorward.tools.print;

import org.doorward.tools.interpret.Escape;
import org.doorward.tools.normalize.Field;
import org.doorward.tools.normalize.NormalizedEvent;

/** What a normalized event says, in words that are harmless where they are printed. What it does not say is {@code null}. */
final class EventWords {
    private final Escape escape;

    EventWords(Escape escape) {
        this.escape = escape;
    }

    String text(String words) {
        if (words == null) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        escape.append(text, words);
        return text.toString();
    }

    String field(Field field) {
        return field == null ? null : text(field.words());
    }

    /** The whole path of a file. */
    String path(Field field) {
        return field == null ? null : text(field.path());
    }

    /** What no user did is done by the system. */
    String subject(NormalizedEvent event) {
        String subject = field(event.subject());
        return "unset".equals(subject) ? "system" : subject;
    }

    /** Of a setting of the audit system its name, not its value. */
    String object(NormalizedEvent event) {
        return event.isSetting() ? text(event.object().name()) : path(event.object());
    }

    String action(NormalizedEvent event) {
        return event.action() == null ? "did-unknown" : text(event.action());
    }
}
