package org.doorward.itest.distribution.intruder;

import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Something that a bundle tries. */
interface Trial {
    /** @return what came of it */
    String run(BundleContext context, List<String> arguments) throws Exception;

    static Bundle bundle(BundleContext context, String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }
}
