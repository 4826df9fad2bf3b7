package org.doorward.samples.renameroles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.doorward.module.PathMatch;

/**
 * What {@code conf/rename.roles.cfg} says. Immutable.
 *
 * @param folders renames and links that touch them are flagged
 * @param keep files must not be moved out of any of these; one match for each folder, because a move from one kept folder
 *     to another leaves the first
 */
record Settings(PathMatch folders, List<PathMatch> keep) {
    private static final String FILE = "conf/rename.roles.cfg";

    /** @throws IllegalArgumentException naming file, key, value and what is expected */
    static Settings of(Map<String, ?> configuration) {
        List<String> folders = folders(configuration, "folders", "/");
        List<String> keep = folders(configuration, "keep", "");
        return new Settings(
                PathMatch.under(folders), keep.stream().map(PathMatch::under).toList());
    }

    private static List<String> folders(Map<String, ?> configuration, String key, String missing) {
        Object value = configuration.get(key);
        if (value != null && !(value instanceof String)) {
            throw wrong(key, value);
        }
        String text = value == null ? missing : (String) value;
        List<String> folders = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            String folder = word.strip();
            if (folder.startsWith("/") && folder.indexOf('\0') < 0) {
                folders.add(folder);
            } else if (!folder.isEmpty() || !text.isBlank()) {
                throw wrong(key, value);
            }
        }
        return List.copyOf(folders);
    }

    private static IllegalArgumentException wrong(String key, Object value) {
        return new IllegalArgumentException(FILE + ": " + key + "=[" + value
                + "]: expected absolute folders, separated by commas, as in " + key
                + "=/srv/published,/srv/archive (empty: none); correct the file: it is read again when it changes, and"
                + " until then the configuration before stays in force");
    }
}
