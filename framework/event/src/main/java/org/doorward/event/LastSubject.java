package org.doorward.event;

/** The subject that was written last, as words and as bytes: an application acts again and again. Not safe for several threads. */
final class LastSubject {
    private String symbolicName;
    private String version;
    private String location;
    private String label;
    private byte[] rest = new byte[256];
    private int size;

    /** Whether it is of these very objects; one that is equal and not the same is written anew. */
    @SuppressWarnings("StringEquality")
    boolean isOf(String otherName, String otherVersion, String otherLocation, String otherLabel) {
        return symbolicName == otherName
                && version == otherVersion
                && location == otherLocation
                && label == otherLabel
                && otherName != null;
    }

    /** Writes it again. */
    void write(EntryBuffer entries) {
        if (entries.open(EventLayout.TAG_SUBJECT, size)) {
            entries.putBytes(rest, 0, size);
            entries.close();
        }
    }

    /** Keeps what was written just now. */
    void keep(String newName, String newVersion, String newLocation, String newLabel, EntryBuffer entries) {
        int from = entries.lastRest();
        size = entries.end() - from;
        if (size > rest.length) {
            rest = new byte[size];
        }
        System.arraycopy(entries.array(), from, rest, 0, size);
        symbolicName = newName;
        version = newVersion;
        location = newLocation;
        label = newLabel;
    }
}
