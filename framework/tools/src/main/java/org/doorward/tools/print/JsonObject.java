package org.doorward.tools.print;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An object of JSON that is being written. A name that is put more than once has an array of its values. */
final class JsonObject {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** @param value JSON */
    void put(String name, String value) {
        values.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(value);
    }

    /** A text as JSON; what a terminal would obey is escaped, too. */
    static String text(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~' && c < '\u00a0' || Character.isSurrogate(c) && !isPair(text, i)) {
                json.append("\\u").append(String.format("%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    /** Texts as an array. */
    static String texts(String[] texts) {
        StringBuilder json = new StringBuilder("[");
        for (String text : texts) {
            json.append(json.length() > 1 ? "," : "").append(text(text));
        }
        return json.append(']').toString();
    }

    @Override
    public String toString() {
        StringBuilder json = new StringBuilder("{");
        values.forEach((name, list) -> {
            json.append(json.length() > 1 ? "," : "").append(text(name)).append(':');
            json.append(list.size() == 1 ? list.get(0) : '[' + String.join(",", list) + ']');
        });
        return json.append('}').toString();
    }
}
