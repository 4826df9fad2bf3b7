package org.doorward.tools.trail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.doorward.trail.TrailRecord;

/**
 * A file of an event.
 *
 * @param name as the original shows it: joined with the working folder only if it begins with {@code ..} or {@code ./}
 * @param isParent whether it is the folder of another; the original sees that only where {@code nametype=PARENT} ends the record
 */
public record NamedFile(String name, boolean isParent) {
    private static final int UNIX = 1;

    public static List<NamedFile> of(Facts facts) {
        List<NamedFile> files = new ArrayList<>(4);
        String folder = null;
        for (int i = 0; i < facts.size(); i++) {
            TrailRecord record = facts.record(i);
            switch (facts.family(i)) {
                case CWD -> folder = folder == null ? record.text("cwd") : folder;
                case PATH -> add(files, folder, record, "name", endsInParent(record.line()));
                case INTEGRITY -> add(files, folder, record, "name", false);
                case AVC -> {
                    if (!add(files, folder, record, "path", false)) {
                        add(files, folder, record, "name", false);
                    }
                }
                case AVC_PATH -> add(files, folder, record, "path", false);
                case CHANGE -> {
                    if (record.type().equals("CONFIG_CHANGE")) {
                        add(files, folder, record, "path", false);
                    }
                }
                case USER -> {
                    if (record.type().equals("VIRT_RESOURCE") && !add(files, folder, record, "path", false)) {
                        add(files, folder, record, "new-disk", false);
                    }
                }
                case SOCKADDR -> {
                    String socket = socket(record.raw("saddr"));
                    if (socket != null) {
                        files.add(new NamedFile(socket, false));
                    }
                }
                default -> {}
            }
        }
        return files;
    }

    private static boolean add(
            List<NamedFile> files, String folder, TrailRecord record, String field, boolean isParent) {
        String raw = record.raw(field);
        if (raw == null) {
            return false;
        }
        String name = record.text(field);
        if (name == null) {
            name = "(null)";
        } else if (folder != null && (name.startsWith("..") || name.startsWith("./"))) {
            name = folder + "/" + name;
        }
        files.add(new NamedFile(name, isParent));
        return true;
    }

    private static boolean endsInParent(String line) {
        int end = line.indexOf('\u001d');
        return line.startsWith("type=PARENT", (end < 0 ? line.length() : end) - "type=PARENT".length());
    }

    /** The path of a unix socket: family (little-endian), path, NUL; an abstract name has a NUL before it. */
    private static String socket(String hex) {
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
                .filter(file -> !file.isParent)
                .map(NamedFile::name)
                .findFirst()
                .orElse("");
    }
}
