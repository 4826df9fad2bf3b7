package org.doorward.core;

import java.util.Arrays;
import org.doorward.rules.RuleSet;

/**
 * What happens to the operations of one kind: who is asked, in which mode, and by which rules the outcome is looked at. Immutable;
 * an operation keeps the one that it began with, so that it never sees half a change. A kind that nobody wants has none.
 */
final class Plan {
    private final Hook[] hooks;
    private final Asked asked;
    private final boolean[] enforcing;
    private final boolean selectable;
    private final boolean creditable;
    private final boolean exitAudited;
    private final RuleSet rules;
    private final String refusal;
    private final CommitPolicy commits;
    private final boolean enterable;
    private final boolean recorded;

    /**
     * @param hooks in the order of service.ranking
     * @param asked counts the operations in which they are asked
     * @param enforcing for each hook, whether its denial counts
     * @param selectable whether an exit rule could select an operation that nobody flagged
     * @param reliably whether for the reliable lane
     * @param commits when records are durable
     * @param enterable whether an operation could have an entry
     * @param refusal why operations are denied whatever the modules say, or {@code null}
     */
    Plan(
            Hook[] hooks,
            Asked asked,
            boolean[] enforcing,
            boolean selectable,
            boolean reliably,
            RuleSet rules,
            String refusal,
            CommitPolicy commits,
            boolean enterable) {
        this.hooks = hooks;
        this.asked = asked;
        this.enforcing = enforcing;
        this.selectable = selectable;
        this.rules = rules;
        this.refusal = refusal;
        this.commits = commits;
        this.enterable = enterable;
        this.recorded = rules != RuleSet.silent();
        boolean audited = false;
        for (Hook hook : hooks) {
            audited |= hook.exitAuditor() != null;
        }
        this.exitAudited = audited;
        this.creditable = reliably || audited;
    }

    int size() {
        return hooks.length;
    }

    /** Whether nobody but the engine itself has a say in it or will want to know how it ends. */
    boolean isIdle() {
        return hooks.length == 0 && !selectable && refusal == null;
    }

    Hook hook(int index) {
        return hooks[index];
    }

    /** Whether it is these hooks that are asked, in this order. */
    boolean asks(Hook[] others) {
        return Arrays.equals(hooks, others);
    }

    Asked asked() {
        return asked;
    }

    boolean enforcing(int index) {
        return enforcing[index];
    }

    /** Whether an exit rule could select an operation that nobody flagged. */
    boolean selectable() {
        return selectable;
    }

    /** Whether an operation that nobody flagged could yet become one of the reliable lane, by a rule or by a module that sees its outcome. */
    boolean creditable() {
        return creditable;
    }

    /** Whether a module looks at outcomes. */
    boolean exitAudited() {
        return exitAudited;
    }

    /** Whether an operation is recorded though nobody denied it: not while audit is off. */
    boolean recorded() {
        return recorded;
    }

    RuleSet rules() {
        return rules;
    }

    String refusal() {
        return refusal;
    }

    CommitPolicy commits() {
        return commits;
    }

    /** Whether an operation could have an entry that is durable before it starts. */
    boolean enterable() {
        return enterable;
    }
}
