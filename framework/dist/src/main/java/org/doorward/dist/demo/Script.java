package org.doorward.dist.demo;

import java.io.IOException;
import java.util.List;

/** A demo as {@link Demo} runs it. One use, one thread. */
interface Script {
    /** The operator's rules, which are there before the instance starts. Files to work on and settings are made now; nothing runs yet. */
    List<String> rules() throws IOException;

    /** The steps on the running instance. */
    void perform() throws IOException, InterruptedException, StepFailedException;

    /** The last step, when the instance is down: what was counted is what the trail holds. */
    void conclude() throws IOException, InterruptedException, StepFailedException;
}
