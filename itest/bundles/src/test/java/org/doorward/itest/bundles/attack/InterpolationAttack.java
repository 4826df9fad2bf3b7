package org.doorward.itest.bundles.attack;

import java.util.List;
import org.apache.commons.text.StringSubstitutor;
import org.doorward.itest.bundles.Workload;

/** {@code work TEXT}: an application that fills in a text from outside (CVE-2022-42889). */
public final class InterpolationAttack extends Workload {
    @Override
    protected String work(List<String> arguments) {
        return StringSubstitutor.createInterpolator().replace(arguments.get(0));
    }
}
