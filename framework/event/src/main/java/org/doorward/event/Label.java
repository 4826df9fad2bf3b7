package org.doorward.event;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The label of a subject or object: {@code NAME:VERSION} without anything that a reader of trails could take for something else. */
public final class Label {
    private static final int MAXIMUM = 255;
    private static final String PLAIN = "._:/@$[]-";

    private Label() {}

    /**
     * Makes a label. Bytes outside {@code [A-Za-z0-9._:/@$[]-]} become {@code %XX}; cut at 255 bytes.
     *
     * @param version may be {@code null}: the name alone
     */
    public static String of(String name, String version) {
        byte[] utf8 = (version == null ? name : name + ":" + version).getBytes(StandardCharsets.UTF_8);
        StringBuilder label = new StringBuilder(utf8.length);
        for (byte b : utf8) {
            String next = isPlain(b) ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b & 0xff);
            if (label.length() + next.length() > MAXIMUM) {
                break;
            }
            label.append(next);
        }
        return label.length() == 0 ? "%" : label.toString();
    }

    /** The label itself if it is one, else what {@link #of} makes of it: nothing else is ever written without quotes. */
    static String checked(String label) {
        boolean good = !label.isEmpty() && label.length() <= MAXIMUM;
        for (int i = 0; good && i < label.length(); i++) {
            char c = label.charAt(i);
            good = c < 0x80 && (isPlain((byte) c) || c == '%');
        }
        return good ? label : of(label, null);
    }

    private static boolean isPlain(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || PLAIN.indexOf(b) >= 0 && b > 0;
    }
}
