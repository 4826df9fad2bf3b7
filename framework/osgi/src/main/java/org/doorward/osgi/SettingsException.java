package org.doorward.osgi;

/** A settings file that cannot be used. The message begins with {@code FILE:LINE:}, for people as it stands. */
final class SettingsException extends Exception {
    private static final long serialVersionUID = 1;

    SettingsException(String message) {
        super(message);
    }
}
