package org.doorward.osgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** The bundles of the distribution: installed together, so that they may need each other, then started. */
final class BootBundles {
    private BootBundles() {}

    /** What is done with the bundles when all are installed and none has started. */
    interface Preparation {
        /** @throws StartRefusedException if none must start */
        void prepare(List<Bundle> bundles) throws StartRefusedException;
    }

    /**
     * Installs and starts the jars of a folder, in the order of their names.
     *
     * @throws StartRefusedException if one cannot be read, resolved or started: the distribution is damaged
     */
    static void start(Installer installer, Path folder, Preparation preparation) throws StartRefusedException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars(folder)) {
            try {
                bundles.add(installer.installOfDistribution(jar));
            } catch (IOException | BundleException e) {
                throw damaged(jar.toString(), e);
            }
        }
        installer.resolve(bundles);
        preparation.prepare(bundles);
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                try {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                } catch (BundleException e) {
                    throw damaged(bundle.getLocation(), e);
                }
            }
        }
    }

    private static List<Path> jars(Path folder) throws StartRefusedException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw damaged(folder.toString(), e);
        }
    }

    private static StartRefusedException damaged(String what, Exception cause) {
        return new StartRefusedException(
                "bundle [" + what + "] of the distribution does not start: " + cause
                        + "; install the distribution anew",
                cause);
    }
}
