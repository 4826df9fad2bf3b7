package org.doorward.core;

import java.util.List;
import org.doorward.audit.Lane;
import org.doorward.event.Commit;
import org.doorward.event.EventEncoder;
import org.doorward.rules.Action;
import org.doorward.rules.Rule;
import org.doorward.transport.Account;
import org.doorward.transport.Reserve;
import org.doorward.transport.Transport;

/*
 *   due?  -> room for entry and end, taken at once -> entry emitted, durable -> the frame has its serial -> (the operation)
 *
 * Why the room of both is taken at once: each of many operations could hold the room of its end and wait for that of its entry, and all
 * would wait for each other until the backlog wait time is over. Where the end draws on a reserve of its own (it may take for ever), the
 * entry's room is taken first; nobody who holds of that reserve waits for the other.
 *
 * How an operation could run without the entry that it must have, or an entry stay without its end, and the test that shows that it does
 * not (EntryCommitTest unless another is named):
 *  - it starts while the entry is not durable:       theOperationDoesNotStartBeforeItsEntryIsDurable
 *  - nobody knows at entry that it is to have one:   aRuleSelectsAtEntry..., aKeyOfARuleAsksForAnEntry
 *  - the disk takes nothing:                         anEntryThatCannotBeKept...
 *  - operations hold up each other:                  manyOperationsWithASmallBacklogAllHaveBothRecords
 *  - a rule drops its end:                           whatHasAnEntryHasAnEnd...
 *  - its end is told elsewhere or later:             aDetachedOperationHas...; InterceptorEntryTest
 * Not prevented here: a process that dies between entry and operation leaves an entry of an operation that never ran; a record of the end
 * that is lost, which is counted, leaves an entry without it.
 */
/** commit=entry: says that an operation is about to run, and waits until that is durable. Safe for all threads. */
final class Entries {
    private final Transport transport;
    private final Pool<EventEncoder> encoders =
            new Pool<>(2 * Runtime.getRuntime().availableProcessors());

    Entries(Transport transport) {
        this.transport = transport;
    }

    /** Whether the operation is to have an entry. {@code rule}: the one that selects it at entry, or {@code null}. */
    static boolean isDue(Frame frame, Plan plan, Rule rule) {
        if (rule != null && rule.action() == Action.NEVER && !frame.denied()) {
            return false;
        }
        boolean selected = rule != null && rule.action() == Action.ALWAYS && rule.lane() == Lane.RELIABLE;
        return (selected || frame.reliable()) && plan.commits().of(frame, rule) == Commit.ENTRY;
    }

    /**
     * Writes the entry, and leaves the credit of the operation's own event in the frame. Waits for room and for the disk.
     *
     * @param account whose operation it is
     * @param withoutRoom whether to try without room for both, so that what is lost is counted, as the operation goes on
     * @return whether the entry is durable; if not, it was not tried, or is counted as lost
     */
    boolean write(Frame frame, Rule rule, Account account, boolean withoutRoom) {
        BundleIdentity subject = frame.acting().identity();
        EventEncoder entry = encoders.take();
        if (entry == null) {
            entry = new EventEncoder();
        }
        describe(entry, frame, subject, rule);
        Reserve room = frame.acting().isAdministrators() ? Reserve.ADMINISTRATOR : Reserve.OPERATION;
        int reserved = reserve(frame, entry.length(), room, account);
        boolean durable = (reserved > 0 || withoutRoom) && transport.emit(entry, reserved, room, account, Commit.ENTRY);
        if (durable) {
            frame.entered(entry.serial());
        }
        encoders.give(entry);
        return durable;
    }

    private static void describe(EventEncoder entry, Frame frame, BundleIdentity subject, Rule rule) {
        entry.beginEntry(frame.shape().spec());
        entry.subject(subject.symbolicName(), subject.version(), subject.executable(), subject.label());
        frame.acting().tellAssumption(entry);
        entry.administrator(frame.acting().isAdministrators());
        List<BundleIdentity> others = frame.acting().via();
        for (int i = 0; i < others.size(); i++) { // not for-each: its iterator would be an allocation
            entry.via(others.get(i).label());
        }
        for (int i = 0; i < frame.keys().size(); i++) {
            entry.key(frame.keys().get(i));
        }
        if (rule != null && rule.action() == Action.ALWAYS) {
            for (int i = 0; i < rule.keys().size(); i++) {
                entry.key(rule.keys().get(i));
            }
        }
        if (frame.acting().isNobodys()) {
            entry.key(UnattributedPolicy.KEY);
        }
        frame.arguments().writeEntry(entry);
    }

    /** Returns what is reserved for the entry: 0 if there was no room for both. */
    private int reserve(Frame frame, int length, Reserve room, Account account) {
        int bound = frame.bound();
        if (frame.isUnbounded() && room == Reserve.OPERATION) {
            int held = transport.reserve(length, room, account);
            frame.takeCredit(
                    held > 0 ? transport.reserve(bound, Reserve.UNBOUNDED, account) : 0, Reserve.UNBOUNDED, account);
            return held;
        }
        boolean both = transport.reserve(length, bound, room, account);
        frame.takeCredit(both ? bound : 0, room, account);
        return both ? length : 0;
    }
}
