package org.doorward.osgi;

import org.osgi.framework.BundleException;

/** Why a file was not deployed: the cause, and what to do, for people. */
final class DeployFailure extends Exception {
    private static final long serialVersionUID = 1;

    DeployFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether another bundle may still bring what is missing. */
    boolean isUnresolved() {
        return getCause() instanceof BundleException cause && cause.getType() == BundleException.RESOLVE_ERROR;
    }

    /** The failure of a start, in words. */
    static DeployFailure of(BundleException e) {
        return switch (e.getType()) {
            case BundleException.RESOLVE_ERROR ->
                new DeployFailure(
                        "it does not resolve: " + e.getMessage()
                                + "; deploy the bundle that provides what is missing, or take the import out",
                        e);
            case BundleException.ACTIVATOR_ERROR ->
                new DeployFailure("its activator failed: " + root(e) + "; mend the bundle and drop it in again", e);
            case BundleException.MANIFEST_ERROR ->
                new DeployFailure("its manifest is wrong: " + root(e) + "; build it with bnd", e);
            default -> new DeployFailure("the framework refuses it: " + root(e), e);
        };
    }

    private static Throwable root(BundleException e) {
        return e.getCause() == null ? e : e.getCause();
    }
}
