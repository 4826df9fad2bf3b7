package org.doorward.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** The deploy folder of an instance, and what the deployer makes of it. */
final class Bundles {
    /** The deployer starts what it has installed at once: what is not resolved then for so long does not resolve. */
    private static final long UNRESOLVED_NANOS = 1_500_000_000;

    private final BundleContext context;
    private final Path folder;
    private final Duration timeout;

    Bundles(BundleContext context, Path folder, Duration timeout) {
        this.context = context;
        this.folder = folder;
        this.timeout = timeout;
    }

    Path file(String symbolicName) {
        return folder.resolve(symbolicName + ".jar");
    }

    /** Drops the jar in, in the place of another version of it; waits until it is active and the other version is gone. */
    Bundle deploy(TestBundle bundle) {
        Path file = file(bundle.symbolicName());
        byte[] content = bundle.bytes();
        List<Bundle> before = installed(file);
        try {
            if (Files.exists(file) && Arrays.equals(content, Files.readAllBytes(file))) {
                throw new IllegalArgumentException("bundle [" + bundle
                        + "] is deployed already, byte by byte: expected another version, or another header");
            }
            Instance.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Deployment deployment = new Deployment(file, before);
        Waiting.until(
                timeout,
                deployment::isDone,
                () -> "expected [" + file + "] to be deployed, but of it is installed: " + words(installed(file))
                        + "; the engine's log says why");
        return deployment.bundle;
    }

    /** What has become of a file so far. */
    private final class Deployment {
        private final Path file;
        private final List<Bundle> before;
        private Bundle bundle;
        private long since;

        Deployment(Path file, List<Bundle> before) {
            this.file = file;
            this.before = before;
        }

        boolean isDone() {
            List<Bundle> fresh = new ArrayList<>(installed(file));
            fresh.removeAll(before);
            if (fresh.isEmpty()) {
                bundle = null;
                return false;
            }
            if (bundle != fresh.get(0)) {
                bundle = fresh.get(0);
                since = System.nanoTime();
            }
            if (bundle.getState() == Bundle.INSTALLED && System.nanoTime() - since > UNRESOLVED_NANOS) {
                throw new AssertionError(
                        "[" + file + "] does not resolve: " + whyNot(bundle) + "; deploy what provides it first");
            }
            return isUp(bundle) && before.stream().allMatch(Bundles::isGone);
        }
    }

    private static boolean isGone(Bundle bundle) {
        return bundle.getState() == Bundle.UNINSTALLED;
    }

    private static boolean isUp(Bundle bundle) {
        boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        return bundle.getState() == (fragment ? Bundle.RESOLVED : Bundle.ACTIVE)
                || bundle.getState() == Bundle.STARTING && isLazy(bundle);
    }

    private static boolean isLazy(Bundle bundle) {
        String policy = bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATIONPOLICY);
        return policy != null && policy.startsWith(Constants.ACTIVATION_LAZY);
    }

    /** Deletes the jar; waits until nothing of it is installed. */
    void undeploy(String symbolicName) {
        Path file = file(symbolicName);
        List<Bundle> leaving = installed(file);
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("bundle [" + symbolicName + "] was not deployed by this test", e);
        }
        Waiting.until(
                timeout,
                () -> installed(file).isEmpty() && leaving.stream().allMatch(Bundles::isGone),
                () -> "expected nothing of [" + file + "] to be installed, but: " + words(installed(file)));
    }

    /** The deployer's location of a bundle is the URL of its file and the hash of its content. */
    private List<Bundle> installed(Path file) {
        String location = file.toUri() + "#";
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getLocation().startsWith(location))
                .toList();
    }

    private static String words(List<Bundle> bundles) {
        return bundles.stream()
                .map(bundle -> bundle.getVersion() + " in state " + bundle.getState())
                .toList()
                .toString();
    }

    /** Why a bundle does not resolve, in the framework's words. */
    static String whyNot(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return "it does by now";
        } catch (BundleException | IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
