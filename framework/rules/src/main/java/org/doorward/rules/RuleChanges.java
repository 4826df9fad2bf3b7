package org.doorward.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/*
 * Rules that are added behind the others are gathered, and the file is read anew when something else is said: a file of a hundred
 * thousand rules is read twice, not a hundred thousand times.
 */
/** Commands carried out on a file of rules one after the other, in memory. Used by one thread at a time. */
public final class RuleChanges {
    private RuleFile file;
    private final List<String> added = new ArrayList<>();
    private final Set<String> texts = new HashSet<>();
    private boolean changed;

    /** @param file what they are carried out on; it stays as it is */
    public RuleChanges(RuleFile file) {
        this.file = file;
        texts.addAll(file.rules().print());
    }

    /**
     * Carries out a line, as {@link RuleFile#with}.
     *
     * @param source where it stands, for messages
     * @param line its number there, from 1
     */
    public void carryOut(String source, int line, String command) throws RuleSyntaxException, RuleRefusedException {
        RuleLine read = new RuleParser(source, line, command).read();
        changed = true;
        if (read.adds() && !read.verb().equals("-A")) {
            if (!texts.add(read.rule().text())) {
                throw RuleFile.exists();
            }
            added.add(command.strip());
            return;
        }
        file = file().with(source, line, command);
        texts.clear();
        texts.addAll(file.rules().print());
    }

    /** Whether anything was carried out. */
    public boolean changed() {
        return changed;
    }

    /** The file as it is with all of it. */
    public RuleFile file() throws RuleSyntaxException {
        if (!added.isEmpty()) {
            file = file.withBehind(added);
            added.clear();
        }
        return file;
    }
}
