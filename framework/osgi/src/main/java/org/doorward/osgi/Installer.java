package org.doorward.osgi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Installs jars and remembers what was installed: the hash of exactly the bytes that the framework got, and the file they came
 * from. What another bundle installs or updates has no proof here, and matches no policy that asks for one. Safe for all threads.
 */
final class Installer {
    /** What is known of a bundle that was installed here; void once its content is another. */
    record Proof(String location, String sha256, boolean distribution, long lastModified) {}

    private final BundleContext context;
    private final Map<Long, Proof> proofs = new ConcurrentHashMap<>();

    Installer(BundleContext context) {
        this.context = context;
    }

    /** Installs a jar of the distribution. */
    Bundle installOfDistribution(Path jar) throws IOException, BundleException {
        return install(jar, Files.readAllBytes(jar), true);
    }

    /**
     * Installs these bytes as the content of this file. The location in the framework is the file's URL and the hash, so that two
     * versions of one file can be installed at a time; the location in policy and records is the URL.
     */
    Bundle install(Path jar, byte[] content) throws BundleException {
        return install(jar, content, false);
    }

    private Bundle install(Path jar, byte[] content, boolean distribution) throws BundleException {
        String location = jar.toUri().toString();
        String sha256 = sha256(content);
        Bundle bundle = context.installBundle(location + "#" + sha256, new ByteArrayInputStream(content));
        proofs.put(bundle.getBundleId(), new Proof(location, sha256, distribution, bundle.getLastModified()));
        return bundle;
    }

    /** Has the framework resolve them, as far as it can: what it cannot shows when they are started. */
    void resolve(List<Bundle> bundles) {
        framework().adapt(FrameworkWiring.class).resolveBundles(bundles);
    }

    /** What was installed, if it still is what was installed. */
    Optional<Proof> proof(Bundle bundle) {
        Proof proof = proofs.get(bundle.getBundleId());
        return Optional.ofNullable(proof).filter(known -> known.lastModified() == bundle.getLastModified());
    }

    /** The system bundle. */
    Bundle framework() {
        return context.getBundle(0);
    }

    /** All bundles, the system bundle included. */
    List<Bundle> installed() {
        return List.of(context.getBundles());
    }

    /** Forgets a bundle that was uninstalled. */
    void forget(Bundle bundle) {
        proofs.remove(bundle.getBundleId());
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }
}
