package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every doorward command in a document exists, with the options that the document gives it. */
class CommandsIT {
    private static final List<String> SHELL = List.of("sh", "console");
    private static final Pattern COMMAND =
            Pattern.compile("(?:^|[ ;&|`(])(?:\\S*bin/)?doorward ((?:--home \\S+ )?)([a-z][a-z-]*)([^;&|`]*)");
    private static final Pattern OPTION = Pattern.compile("(?<= )(--?[a-z][a-z-]*)");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

    private final Map<String, String> helps = new HashMap<>();

    private record Use(String place, String command, String rest) {}

    private static List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        for (Document document : Document.all()) {
            for (Document.Block block : document.blocks()) {
                if (SHELL.contains(block.language())) {
                    block.lines().stream()
                            .filter(line -> !block.language().equals("console") || line.startsWith("$ "))
                            .forEach(line -> collect(block.toString(), line, uses));
                }
            }
            for (String line : document.prose()) {
                Matcher code = Pattern.compile("`([^`]*doorward [^`]*)`").matcher(line);
                while (code.find()) {
                    collect(document.toString(), code.group(1), uses);
                }
            }
        }
        return uses;
    }

    private static void collect(String place, String line, List<Use> uses) {
        Matcher command = COMMAND.matcher(line.replaceFirst("^\\$ ", "").replaceFirst("\\s#.*", ""));
        while (command.find()) {
            uses.add(new Use(place, command.group(2), command.group(3)));
        }
    }

    /** What {@code doorward COMMAND --help} prints. */
    private String help(String command) throws IOException {
        String known = helps.get(command);
        if (known == null) {
            known = Instance.doorward(command, "--help").output();
            helps.put(command, known);
        }
        return known;
    }

    @Test
    void everyCommandAndOptionOfTheDocumentsIsTheDistributions() throws IOException {
        String root = Instance.doorward("--help").output();
        List<Use> uses = uses();

        assertThat(uses).hasSizeGreaterThan(10);
        for (Use use : uses) {
            assertThat(root).as("%s: doorward %s", use.place(), use.command()).contains("\n  " + use.command() + " ");
            Matcher option = OPTION.matcher(QUOTED.matcher(use.rest()).replaceAll(""));
            while (option.find()) {
                assertThat(help(use.command()))
                        .as("%s: option %s of doorward %s", use.place(), option.group(1), use.command())
                        .containsPattern("(?<![\\w-])" + Pattern.quote(option.group(1)) + "(?![\\w-])");
            }
        }
    }

    @Test
    void theReadmesTwoCommandsAreThere() {
        String readme = Tree.text("README.md");

        assertThat(readme)
                .contains("mvn -q -DskipTests package && framework/dist/target/doorward/bin/doorward demo\n")
                .contains("mvn verify\n");
    }
}
