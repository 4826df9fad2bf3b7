package org.doorward.core;

import org.doorward.module.BundleMatch;

/** The subject where no bundle is on the stack: nobody is trusted for that. */
enum Unattributed implements BundleIdentity {
    SUBJECT;

    private static final String NAME = "unattributed";

    @Override
    public String symbolicName() {
        return NAME;
    }

    @Override
    public String version() {
        return "0.0.0";
    }

    @Override
    public String location() {
        return "";
    }

    @Override
    public String label() {
        return NAME;
    }

    @Override
    public boolean matches(BundleMatch match) {
        return false;
    }

    @Override
    public String toString() {
        return NAME;
    }
}
