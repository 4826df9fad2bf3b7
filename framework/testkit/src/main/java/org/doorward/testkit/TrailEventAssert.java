package org.doorward.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.doorward.audit.Lane;
import org.doorward.module.Kind;
import org.doorward.trail.TrailEvent;
import org.doorward.trail.TrailRecord;

/**
 * Assertions on an event, in the words of records. Values are compared decoded: quotes taken off, hexadecimal turned to text. Made by
 * {@link DoorwardAssertions#assertThat(TrailEvent)}. A failure shows the event's lines.
 */
public final class TrailEventAssert extends AbstractAssert<TrailEventAssert, TrailEvent> {
    private static final String EACCES = "-13";

    TrailEventAssert(TrailEvent actual) {
        super(actual, TrailEventAssert.class);
    }

    // ---- the operation
    // ---------------------------------------------------------------------------------------------------------

    /** It is an operation of this kind. */
    public TrailEventAssert hasKind(Kind kind) {
        return hasKind(kind.name());
    }

    /** It is an operation of this kind. @param kind {@code family.verb} */
    public TrailEventAssert hasKind(String kind) {
        return hasField("SYSCALL", "kind", kind);
    }

    /** The subject. @param label {@code SYMBOLIC-NAME:VERSION} */
    public TrailEventAssert hasSubject(String label) {
        return hasField("SYSCALL", "subj", label);
    }

    /** The operation did what it was called for. */
    public TrailEventAssert succeeded() {
        return hasField("SYSCALL", "success", "yes").hasField("SYSCALL", "exit", "0");
    }

    /** The operation failed. @param exit the negative errno, as {@code -2} for ENOENT */
    public TrailEventAssert failed(int exit) {
        return hasField("SYSCALL", "success", "no").hasField("SYSCALL", "exit", Integer.toString(exit));
    }

    /** What the operation threw. */
    public TrailEventAssert threw(Class<? extends Throwable> type) {
        return hasField("SYSCALL", "exception", type.getName());
    }

    /** The lane in which it travelled. */
    public TrailEventAssert hasLane(Lane lane) {
        return hasField("SYSCALL", "lane", lane.token());
    }

    /** The keys, all of them, in any order. Without one: the event has no key. */
    public TrailEventAssert hasKeys(String... keys) {
        String joined = one("SYSCALL").text("key");
        List<String> found = joined == null ? List.of() : List.of(joined.split("\u0001"));
        if (found.size() != keys.length || !found.containsAll(Arrays.asList(keys))) {
            throw wrong("expected keys %s, but it has %s", Arrays.toString(keys), found);
        }
        return this;
    }

    // ---- decisions
    // -------------------------------------------------------------------------------------------------------------

    /** The operation did not start, because of this module: exit -13, and an AVC record that counts. */
    public TrailEventAssert wasDeniedBy(String module) {
        return failed(Integer.parseInt(EACCES)).hasDenial(module, "0");
    }

    /** This module denied in mode complain: an AVC record with {@code permissive=1}. */
    public TrailEventAssert wouldBeDeniedBy(String module) {
        return hasDenial(module, "1");
    }

    private TrailEventAssert hasDenial(String module, String permissive) {
        return has(
                "an AVC record with module=[" + module + "] permissive=" + permissive,
                record -> isDenial(record, module) && permissive.equals(record.raw("permissive")));
    }

    /** No module denied, not even in mode complain. */
    public TrailEventAssert hasNoDenial() {
        return hasNo("AVC");
    }

    /** The reason that this module gave for its denial. */
    public TrailEventAssert hasReason(String module, String reason) {
        return has(
                "an AVC record with module=[" + module + "] info=[" + reason + "]",
                record -> isDenial(record, module) && reason.equals(record.text("info")));
    }

    /** The rule that this module named for its denial. */
    public TrailEventAssert hasRule(String module, String rule) {
        return has(
                "an AVC record with module=[" + module + "] rule=[" + rule + "]",
                record -> isDenial(record, module) && rule.equals(record.text("rule")));
    }

    private static boolean isDenial(TrailRecord record, String module) {
        return record.type().equals("AVC") && module.equals(record.text("module"));
    }

    // ---- arguments
    // -------------------------------------------------------------------------------------------------------------

    /** It has a PATH record of this nametype: {@code NORMAL}, {@code PARENT}, {@code CREATE}, {@code DELETE}, {@code UNKNOWN}. */
    public TrailEventAssert hasPath(String nametype, String name) {
        return has(
                "a PATH record with nametype=" + nametype + " name=[" + name + "]",
                record -> isPath(record, name) && nametype.equals(record.raw("nametype")));
    }

    /** It has a PATH record with {@code role=source}. */
    public TrailEventAssert hasSource(String name) {
        return hasRole("source", name);
    }

    /** It has a PATH record with {@code role=target}. */
    public TrailEventAssert hasTarget(String name) {
        return hasRole("target", name);
    }

    private TrailEventAssert hasRole(String role, String name) {
        return has(
                "a PATH record with role=" + role + " name=[" + name + "]",
                record -> isPath(record, name) && role.equals(record.raw("role")));
    }

    private static boolean isPath(TrailRecord record, String name) {
        return record.type().equals("PATH") && name.equals(record.text("name"));
    }

    /** An argument of the operation itself, in the KERNEL_OTHER record that no module wrote. @param value {@code null}: {@code (null)} */
    public TrailEventAssert hasArgument(String name, String value) {
        return has(
                "argument " + name + "=[" + value + "]",
                record -> record.type().equals("KERNEL_OTHER")
                        && record.raw("module") == null
                        && isField(record, name, value));
    }

    /** This module flagged it, or traced it, with this key. */
    public TrailEventAssert hasFlag(String module, String key) {
        return has("flag=[" + key + "] of module [" + module + "]", record -> isFlag(record, module, key));
    }

    /** This module wrote this down with its flag. @param value {@code null}: {@code (null)}; {@code (masked)} for a secret */
    public TrailEventAssert hasFlag(String module, String key, String name, String value) {
        return has(
                "flag=[" + key + "] of module [" + module + "] with " + name + "=[" + value + "]",
                record -> isFlag(record, module, key) && isField(record, name, value));
    }

    private static boolean isFlag(TrailRecord record, String module, String key) {
        return record.type().equals("KERNEL_OTHER")
                && module.equals(record.text("module"))
                && key.equals(record.text("flag"));
    }

    // ---- any record
    // ------------------------------------------------------------------------------------------------------------

    /** A record of this type has this field with this value. @param value {@code null}: {@code (null)} */
    public TrailEventAssert hasField(String type, String name, String value) {
        return has(
                "a record " + type + " with " + name + "=[" + value + "]",
                record -> record.type().equals(type) && isField(record, name, value));
    }

    /** No record is of this type. */
    public TrailEventAssert hasNo(String type) {
        isNotNull();
        if (actual.records().stream().anyMatch(record -> record.type().equals(type))) {
            throw wrong("expected no record %s", type);
        }
        return this;
    }

    /* A number of an even count of digits reads like hexadecimal text: what stands there counts as well as what it may stand for. */
    private static boolean isField(TrailRecord record, String name, String value) {
        String raw = record.raw(name);
        return raw != null && (raw.equals(value) || Objects.equals(value, record.text(name)));
    }

    private TrailEventAssert has(String what, Predicate<TrailRecord> wanted) {
        isNotNull();
        if (actual.records().stream().noneMatch(wanted)) {
            throw wrong("expected %s", what);
        }
        return this;
    }

    private TrailRecord one(String type) {
        isNotNull();
        return actual.records().stream()
                .filter(record -> record.type().equals(type))
                .findFirst()
                .orElseThrow(() -> wrong("expected a record %s", type));
    }

    private AssertionError wrong(String format, Object... arguments) {
        String lines = actual.records().stream().map(TrailRecord::line).collect(Collectors.joining("\n  ", "\n  ", ""));
        return failure("%s, in the event%s", String.format(format, arguments), lines);
    }
}
