package org.doorward.samples.sqlworkload;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words {@code name=value} of a command line. */
final class Variables {
    private static final Pattern FORM = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);

    private Variables() {}

    /** @throws IllegalArgumentException naming the word that has another form */
    static Map<String, String> of(String... words) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String word : words) {
            Matcher variable = FORM.matcher(word);
            if (!variable.matches()) {
                throw new IllegalArgumentException(
                        "variable [" + word + "]: expected name=value, with a name of A-Z a-z 0-9 _");
            }
            variables.put(variable.group(1), variable.group(2));
        }
        return variables;
    }
}
