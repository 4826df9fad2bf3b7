package org.doorward.tools.trail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.doorward.trail.TrailRecord;

/**
 * A file of an event.
 *
 * @param name as the original shows it: joined with the working folder only if it begins with {@code ..} or {@code ./}
 * @param path the record of type PATH that names it, or {@code null}
 */
public record NamedFile(String name, TrailRecord path) {
    private static final int UNIX = 1;

    public static List<NamedFile> of(Facts facts) {
        List<NamedFile> files = new ArrayList<>(4);
        String folder = null;
        for (int i = 0; i < facts.size(); i++) {
            TrailRecord record = facts.record(i);
            switch (facts.family(i)) {
                case CWD -> folder = folder == null ? record.text("cwd") : folder;
                case PATH -> add(files, folder, record, "name", record);
                case INTEGRITY -> add(files, folder, record, "name", null);
                case AVC -> {
                    if (!add(files, folder, record, "path", null)) {
                        add(files, folder, record, "name", null);
                    }
                }
                case AVC_PATH -> add(files, folder, record, "path", null);
                case CHANGE -> {
                    if (record.type().equals("CONFIG_CHANGE")) {
                        add(files, folder, record, "path", null);
                    }
                }
                case USER -> {
                    if (record.type().equals("VIRT_RESOURCE") && !add(files, folder, record, "path", null)) {
                        add(files, folder, record, "new-disk", null);
                    }
                }
                case SOCKADDR -> {
                    String socket = socket(record.raw("saddr"));
                    if (socket != null) {
                        files.add(new NamedFile(socket, null));
                    }
                }
                default -> {}
            }
        }
        return files;
    }

    private static boolean add(
            List<NamedFile> files, String folder, TrailRecord record, String field, TrailRecord path) {
        String name = record.text(field);
        if (name == null) {
            if (record.raw(field) == null) {
                return false;
            }
            name = "(null)";
        } else if (folder != null && (name.startsWith("..") || name.startsWith("./"))) {
            name = folder + "/" + name;
        }
        files.add(new NamedFile(name, path));
        return true;
    }

    /** Whether it is the folder of another; the original sees that only where {@code nametype=PARENT} ends the record. */
    private boolean isParent() {
        if (path == null) {
            return false;
        }
        String line = path.line();
        int end = line.indexOf('\u001d');
        return line.startsWith("type=PARENT", (end < 0 ? line.length() : end) - "type=PARENT".length());
    }

    /**
     * The path of a unix socket: family (little-endian), path, NUL; an abstract name has a NUL before it.
     *
     * @param hex the bytes of the address as a record has them; {@code null}, no digits and addresses of others have no path
     * @return {@code null} if there is none
     */
    public static String socket(String hex) {
        byte[] address = hex == null ? new byte[0] : HostName.bytes(hex);
        if (address.length < 3 || address[0] != UNIX || address[1] != 0) {
            return null;
        }
        int from = address[2] == 0 ? 3 : 2;
        int end = from;
        while (end < address.length && address[end] != 0) {
            end++;
        }
        return end == from ? null : new String(address, from, end - from, StandardCharsets.UTF_8);
    }

    /** The one that a list shows: the first that is no parent, if there are several. */
    public static String shown(List<NamedFile> files) {
        if (files.size() == 1) {
            return files.get(0).name;
        }
        return files.stream()
                .filter(file -> !file.isParent())
                .map(NamedFile::name)
                .findFirst()
                .orElse("");
    }
}
