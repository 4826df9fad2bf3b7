package org.doorward.core;

import java.util.Set;
import org.doorward.audit.ExitAuditor;
import org.doorward.module.Decision;

/*
 * Around every callback, in this order: the exemption of this thread, the watchdog's mark, the views opened; afterwards the same in
 * reverse. What ends them are plain writes to fields and not calls: a caller that stands at the very end of its stack could make a
 * call fail, and leave a module behind that seems to hang, or a view that stays open.
 *
 * The exemption covers the whole round, but nothing in it is a method of an object that the enforcement point handed in: arguments are
 * core's own copies.
 */
/** Runs the code of modules, and keeps what the failure contract says. Safe for all threads. */
final class HookCalls {
    private static final Set<String> UNSTOPPABLE = Set.of("bundle.stop", "service.unregister");

    private final Core core;

    HookCalls(Core core) {
        this.core = core;
    }

    /** Asks every module of the plan, whatever the ones before said. */
    void ask(Frame frame, Plan plan) {
        long[] slot = Exemption.slot();
        long outer = slot[0];
        slot[0] = 1;
        frame.openIn = Thread.currentThread();
        plan.asked().count();
        boolean timed = SampledTime.takes(frame.asks++);
        try {
            for (int i = 0; i < plan.size(); i++) {
                ask(frame, plan.hook(i), plan.enforcing(i), i, timed);
            }
        } finally {
            frame.openIn = null;
            slot[0] = outer;
        }
    }

    private void ask(Frame frame, Hook hook, boolean inModeEnforce, int place, boolean timed) {
        ActiveModule module = hook.module();
        if (hook.hangs()) {
            if (inModeEnforce) {
                module.denied().increment();
                frame.denial(module.name(), null, "the module hangs in another operation of this kind", true);
            }
            return;
        }
        HookViews views = frame.views(module, place);
        long since = core.watchdog().now();
        Decision decision = null;
        Throwable thrown = null;
        frame.beginHook(place, since);
        views.open();
        long began = timed ? System.nanoTime() : 0;
        try {
            decision = hook.service().decide(views.operation(), views);
        } catch (Throwable t) {
            thrown = t;
        } finally {
            views.open = false;
            frame.mark = 0;
        }
        if (timed) {
            module.time().add(System.nanoTime() - began);
        }
        count(views, module);
        if (decision == Decision.PASS) {
            return;
        }
        boolean enforcing = inModeEnforce && !core.classInitializers().spare(frame) && !isUnstoppable(frame);
        if (decision == Decision.DENY) {
            (enforcing ? module.denied() : module.wouldDeny()).increment();
            if (views.unaudited()) {
                module.unaudited().count(views.ruleOrNull());
                frame.unauditedDenial(module.name(), views.ruleOrNull(), views.reasonOrNull(), enforcing);
            } else {
                frame.denial(module.name(), views.ruleOrNull(), views.reasonOrNull(), enforcing);
            }
            return;
        }
        if (enforcing) {
            module.denied().increment();
            frame.denial(module.name(), null, thrown == null ? "the module returned null" : "the module failed", true);
        }
        core.hookFailed(hook, thrown, since, enforcing);
    }

    /*
     * What the framework stops by itself cannot be refused: an exception leaves a bundle active in a framework that has stopped, or hanging
     * in STOPPING, or ends the thread of start levels for good (all seen). It is recorded as would-be-denied.
     */
    private static boolean isUnstoppable(Frame frame) {
        return frame.acting().isIntercepted()
                && UNSTOPPABLE.contains(frame.kind())
                && frame.acting().identity().own();
    }

    /** Shows the outcome to the modules that look at outcomes. */
    void audit(Frame frame, Plan plan) {
        long[] slot = Exemption.slot();
        long outer = slot[0];
        slot[0] = 1;
        frame.openIn = Thread.currentThread();
        try {
            for (int i = 0; i < plan.size(); i++) {
                Hook hook = plan.hook(i);
                ExitAuditor auditor = hook.exitAuditor();
                if (auditor != null && !hook.hangs()) {
                    audit(frame, hook, auditor, i);
                }
            }
        } finally {
            frame.openIn = null;
            slot[0] = outer;
        }
    }

    private void audit(Frame frame, Hook hook, ExitAuditor auditor, int place) {
        HookViews views = frame.views(hook.module(), place);
        long since = core.watchdog().now();
        Throwable thrown = null;
        frame.beginHook(place, since);
        views.open();
        try {
            auditor.exited(views.operation(), views, views);
        } catch (Throwable t) {
            thrown = t;
        } finally {
            views.open = false;
            frame.mark = 0;
        }
        count(views, hook.module());
        if (thrown != null) {
            core.hookFailed(hook, thrown, since, false);
        }
    }

    private static void count(HookViews views, ActiveModule module) {
        if (views.flagged()) {
            views.finish();
            module.flagged().increment();
        }
    }
}
