package org.doorward.trail.store;

/** How bad it is: the stages of {@code auditd.conf(5)}. */
public enum DiskStage {
    /** Less is free than {@code space_left}. */
    SPACE_LEFT("space-left"),
    /** Less is free than {@code admin_space_left}: the last chance of the administrator. */
    ADMIN_SPACE_LEFT("admin-space-left"),
    /** A write found no space. */
    DISK_FULL("disk-full"),
    /** A write, a sync or another call failed otherwise. */
    DISK_ERROR("disk-error");

    private final String token;

    DiskStage(String token) {
        this.token = token;
    }

    /** As in records. */
    public String token() {
        return token;
    }
}
