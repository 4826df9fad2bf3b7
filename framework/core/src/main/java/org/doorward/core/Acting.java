package org.doorward.core;

import java.util.List;
import org.doorward.event.EventEncoder;

/*
 * Most operations need no subject: a module that reads it, a record and the engine's own rule do. So it is looked up when somebody asks, once,
 * while the operation is on the stack.
 */
/** Who acts in the operation of a frame. Belongs to one thread at a time, as the frame does. */
final class Acting {
    private final Core core;
    private final Frame frame;

    /** Whose the guard is; {@code null} if the agent entered. */
    private BundleIdentity owner;

    private boolean intercepted;
    private BundleIdentity subject;
    private List<BundleIdentity> via = List.of();
    private Assumption assumption;
    private BundleIdentity nearest;
    private boolean administrators;
    private boolean nobodys;

    Acting(Core core, Frame frame) {
        this.core = core;
        this.frame = frame;
    }

    /** A guard's operation begins. */
    void open(BundleIdentity guardOwner) {
        if (owner != guardOwner) {
            owner = guardOwner;
        }
    }

    /** An operation begins that the agent entered. */
    void openIntercepted() {
        open(null);
        intercepted = true;
    }

    /** Forgets who acted, but for the owner, which is names only and most often the next one's, too. */
    void clear() {
        subject = null;
        assumption = null;
        if (intercepted) {
            intercepted = false;
            nobodys = false;
            administrators = false;
            via = List.of();
            nearest = null;
        }
    }

    /** Who acts, looked up once; in the thread that acts. */
    BundleIdentity identity() {
        BundleIdentity found = subject;
        if (found == null) {
            assumption = core.assumptions().current();
            found = intercepted ? lookUp() : core.resolve(owner);
            subject = found;
        }
        return found;
    }

    private BundleIdentity lookUp() {
        Actor actor = core.actor(frame);
        via = actor.via();
        administrators = actor.administrator();
        nearest = actor.nearest();
        nobodys = core.unattributed().records(actor.subject());
        if (nobodys) {
            frame.makeDue();
        }
        return actor.subject();
    }

    /** Says who acts, whatever is on the stack. */
    void identity(BundleIdentity known) {
        subject = known;
    }

    /** From now on the owner of the guard stands for the subject, unless that was looked up before. */
    void settle() {
        if (subject == null) {
            subject = intercepted ? Unattributed.SUBJECT : owner;
        }
    }

    /** Who made the call itself, whomever it acts for. */
    BundleIdentity nearest() {
        BundleIdentity found = identity();
        return nearest == null ? found : nearest;
    }

    /** The further bundles that are recorded; known when {@link #identity} is. */
    List<BundleIdentity> via() {
        return via;
    }

    /** Whom the subject acts for; {@code null}: nobody said. Known when {@link #identity} is. */
    Assumption assumption() {
        return assumption;
    }

    /** Whether it is an operation of the administrator, which goes on whatever becomes of its record; known when {@link #identity} is. */
    boolean isAdministrators() {
        return administrators;
    }

    /** Whether it is recorded because nobody was found to act; known when {@link #identity} is. */
    boolean isNobodys() {
        return nobodys;
    }

    /** Whether the agent entered it: there is no owner of a guard then. */
    boolean isIntercepted() {
        return intercepted;
    }

    /** Whether all bundles on the stack answer for the operation. */
    boolean everybodyAnswers() {
        return intercepted && core.everybodyAnswers(frame.kind());
    }

    /** Writes whom the subject acts for, as far as that is known. */
    void tellAssumption(EventEncoder event) {
        if (assumption != null) {
            event.principal(assumption.principal());
            if (assumption.tenant() != null) {
                event.tenant(assumption.tenant());
            }
        }
    }
}
