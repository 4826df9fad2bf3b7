package org.doorward.trail.store;

import java.util.Objects;
import org.doorward.trail.store.DiskAction.Kind;

/**
 * What is done as the disk fills up or fails, with the names of {@code auditd.conf(5)}. Immutable.
 *
 * @param spaceLeft {@code space_left}
 * @param spaceLeftAction {@code space_left_action}
 * @param adminSpaceLeft {@code admin_space_left}, less than {@code space_left}
 * @param adminSpaceLeftAction {@code admin_space_left_action}
 * @param diskFullAction {@code disk_full_action}
 * @param diskErrorAction {@code disk_error_action}, not rotate: a new segment is begun anyway
 */
public record DiskSettings(
        SpaceLimit spaceLeft,
        DiskAction spaceLeftAction,
        SpaceLimit adminSpaceLeft,
        DiskAction adminSpaceLeftAction,
        DiskAction diskFullAction,
        DiskAction diskErrorAction) {
    private static final DiskAction SYSLOG = DiskAction.of(Kind.SYSLOG);

    public DiskSettings {
        Objects.requireNonNull(spaceLeftAction, "spaceLeftAction");
        Objects.requireNonNull(adminSpaceLeftAction, "adminSpaceLeftAction");
        Objects.requireNonNull(diskFullAction, "diskFullAction");
        if (diskErrorAction.kind() == Kind.ROTATE) {
            throw new IllegalArgumentException(
                    "disk_error_action=[rotate]: expected ignore, syslog, exec, suspend or halt; a new segment is begun anyway");
        }
        if (spaceLeft.percent() == adminSpaceLeft.percent()
                && spaceLeft.amount() > 0
                && adminSpaceLeft.amount() >= spaceLeft.amount()) {
            throw new IllegalArgumentException("admin_space_left=[" + adminSpaceLeft
                    + "]: expected less than space_left=[" + spaceLeft + "], or 0");
        }
    }

    /** No limits, and a message in the log for what happens all the same. */
    public static DiskSettings none() {
        return new DiskSettings(SpaceLimit.NONE, SYSLOG, SpaceLimit.NONE, SYSLOG, SYSLOG, SYSLOG);
    }

    DiskAction action(DiskStage stage) {
        return switch (stage) {
            case SPACE_LEFT -> spaceLeftAction;
            case ADMIN_SPACE_LEFT -> adminSpaceLeftAction;
            case DISK_FULL -> diskFullAction;
            case DISK_ERROR -> diskErrorAction;
        };
    }
}
