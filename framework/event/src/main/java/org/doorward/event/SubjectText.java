package org.doorward.event;

/** Who acted, and the keys: the fields that AVC, SYSCALL and MAC_CHECK share. Not safe for several threads. */
final class SubjectText {
    private static final int COMM_LIMIT = 64;
    private static final int KEYS_LIMIT = 256;

    private final OperationEntries entries;
    private final Lines lines;
    private final TextBuffer out;
    private final String java;
    /** What was made of the last bundle and location: most often they are the next one's, and the very same objects. */
    private String lastBundle;

    private byte[] bundle;
    private String lastLocation;
    private byte[] executable;

    SubjectText(OperationEntries entries, Lines lines, ProcessIdentity process) {
        this.entries = entries;
        this.lines = lines;
        this.out = lines.out();
        this.java = process.java();
    }

    void comm() {
        byte[] utf8 = bundleBytes();
        out.ascii(" comm=").untrusted(utf8, 0, Utf8.boundary(utf8, 0, utf8.length, COMM_LIMIT));
    }

    void executable() {
        out.letter(' ');
        if (entries.location != lastLocation) {
            executable = Utf8.bytes(entries.location.isEmpty() ? java : Location.executable(entries.location));
            lastLocation = entries.location;
        }
        lines.text("exe", executable, executable.length, executable.length);
    }

    private byte[] bundleBytes() {
        if (entries.bundle != lastBundle) {
            bundle = Utf8.bytes(entries.bundle);
            lastBundle = entries.bundle;
        }
        return bundle;
    }

    /** The bundle, and for whom it acts as far as that is known. */
    void bundle() {
        out.letter(' ');
        byte[] name = bundleBytes();
        lines.text("bundle", name, name.length, name.length);
        perhaps("tenant", entries.tenant);
        perhaps("principal", entries.principal);
        perhaps("via", entries.via.isEmpty() ? null : String.join(",", entries.via));
    }

    private void perhaps(String name, String value) {
        if (value != null) {
            out.letter(' ');
            lines.text(name, value);
        }
    }

    void keys() {
        if (entries.keys.isEmpty()) {
            out.nothing();
            return;
        }
        byte[] joined =
                Utf8.bytes(entries.keys.size() == 1 ? entries.keys.iterator().next() : String.join("\1", entries.keys));
        out.untrusted(joined, 0, Utf8.boundary(joined, 0, joined.length, KEYS_LIMIT));
    }
}
