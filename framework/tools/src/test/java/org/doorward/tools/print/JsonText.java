package org.doorward.tools.print;

/** Whether a text is one value of JSON, by the grammar of RFC 8259. */
final class JsonText {
    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    static boolean isJson(String text) {
        JsonText json = new JsonText(text);
        return json.value() && json.at == text.length();
    }

    private boolean value() {
        if (at >= text.length()) {
            return false;
        }
        return switch (text.charAt(at)) {
            case '{' -> list('}', true);
            case '[' -> list(']', false);
            case '"' -> takes("\"([^\"\\\\\\x00-\\x1f]|\\\\([\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*\"");
            default -> takes("true|false|null|-?(0|[1-9][0-9]*)");
        };
    }

    private boolean list(char end, boolean named) {
        at++;
        for (boolean first = true; at < text.length() && text.charAt(at) != end; first = false) {
            if (!first && !takes(",") || named && !(text.startsWith("\"", at) && value() && takes(":")) || !value()) {
                return false;
            }
        }
        return at++ < text.length();
    }

    private boolean takes(String pattern) {
        var matcher = java.util.regex.Pattern.compile(pattern).matcher(text).region(at, text.length());
        boolean found = matcher.lookingAt();
        at = found ? matcher.end() : at;
        return found;
    }
}
