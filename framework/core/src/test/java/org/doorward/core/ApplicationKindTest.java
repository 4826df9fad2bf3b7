package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;
import static org.doorward.core.Engine.records;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationEntry;
import org.doorward.guard.OperationGuard;
import org.doorward.module.BooleanArgument;
import org.doorward.module.DecimalArgument;
import org.doorward.module.Decision;
import org.doorward.module.FlagsArgument;
import org.doorward.module.Kind;
import org.doorward.module.LongArgument;
import org.doorward.module.OpenFlags;
import org.doorward.module.PathArgument;
import org.doorward.module.PathMatch;
import org.doorward.module.TextArgument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kinds of an application's own, with typed slots, and what is refused. */
class ApplicationKindTest {
    static final Kind OPEN = Kind.of("file.open");
    static final PathArgument OPEN_PATH = OPEN.pathArgument("path", PathArgument.Role.OBJECT);

    private static final Kind TRANSFER = Kind.of("payment.transfer");
    private static final TextArgument ACCOUNT = TRANSFER.textArgument("account");
    private static final DecimalArgument AMOUNT = TRANSFER.decimalArgument("amount", 2);
    private static final LongArgument COUNT = TRANSFER.longArgument("count");
    private static final BooleanArgument URGENT = TRANSFER.booleanArgument("urgent");
    private static final FlagsArgument OPTIONS = TRANSFER.flagsArgument("options");
    private static final PathArgument RECEIPT = TRANSFER.pathArgument("receipt", PathArgument.Role.TARGET);

    private static final Engine.Identity OTHER = new Engine.Identity("org.example.other", "1.0.0", "file:/other.jar");

    private final Engine engine = new Engine();
    private final OperationGuard guard = engine.guard();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    @Test
    void aModuleReadsEverySlotByItsOwnDefinitionAndTheRecordHasThemAll() {
        Kind sameName = Kind.of("payment.transfer");
        DecimalArgument sameAmount = sameName.decimalArgument("amount", 2);
        TextArgument sameAccount = sameName.textArgument("account");
        List<String> seen = new ArrayList<>();
        engine.modules(module(
                "limits",
                (operation, audit) -> {
                    seen.add(operation.is(sameName)
                            + " " + operation.get(sameAccount)
                            + " " + BigDecimal.valueOf(operation.get(sameAmount), sameAmount.decimals())
                            + " " + operation.get(COUNT)
                            + " " + operation.get(URGENT)
                            + " " + operation.get(OPTIONS)
                            + " " + operation.get(RECEIPT)
                            + " " + operation.get(RECEIPT).matches(PathMatch.under("/srv/receipts")));
                    audit.flag("payment");
                    return Decision.PASS;
                },
                "payment.*"));

        String result = guard.operation(TRANSFER)
                .set(ACCOUNT, "A-1")
                .set(AMOUNT, 12050)
                .set(COUNT, 3)
                .set(URGENT, true)
                .set(OPTIONS, OpenFlags.WRITE)
                .set(RECEIPT, "../receipts/1")
                .<String, RuntimeException>call(() -> "done");

        assertThat(result).isEqualTo("done");
        assertThat(seen).containsExactly("true A-1 120.50 3 true 2 /srv/work/../receipts/1 true");
        assertThat(records(engine.operations().get(0), "KERNEL_OTHER").get(0))
                .startsWith("kind=payment.transfer account=\"A-1\" amount=120.50 count=3 urgent=true")
                .contains("receipt=\"/srv/work/../receipts/1\"");
        assertThat(records(engine.operations().get(0), "SYSCALL").get(0))
                .contains("syscall=6001", "kind=payment.transfer", "items=0");
    }

    @Test
    void aSlotThatWasNotSetIsAbsentForModulesAndInTheRecord() {
        List<String> seen = new ArrayList<>();
        engine.modules(module(
                "limits",
                (operation, audit) -> {
                    seen.add(operation.has(ACCOUNT) + " " + operation.get(ACCOUNT) + " " + operation.get(AMOUNT) + " "
                            + operation.get(URGENT) + " " + operation.get(RECEIPT));
                    audit.flag("payment");
                    return Decision.PASS;
                },
                "payment.transfer"));

        guard.operation(TRANSFER)
                .set(ACCOUNT, "gone")
                .set(ACCOUNT, null)
                .set(RECEIPT, "/gone")
                .set(RECEIPT, (String) null)
                .set(COUNT, 1)
                .call(() -> null);

        assertThat(seen).containsExactly("false null 0 false null");
        assertThat(engine.operations().get(0))
                .doesNotContain("account=", "receipt=", "gone")
                .contains("count=1");
    }

    @Test
    void aDenialStopsItAndNamesTheFirstModule() {
        engine.modules(module(
                "limits",
                (operation, audit) -> {
                    audit.reason("above 100.00");
                    return operation.get(AMOUNT) > 10_000 ? Decision.DENY : Decision.PASS;
                },
                "payment.transfer"));

        guard.operation(TRANSFER).set(AMOUNT, 10_000).call(() -> null);
        assertThatThrownBy(() -> guard.operation(TRANSFER).set(AMOUNT, 10_001).enter())
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining(
                        "denied payment.transfer for org.example.app:1.0.0 by module [limits]: above 100.00");

        assertThat(records(engine.operations().get(0), "AVC").get(0)).contains("{ transfer }", "tclass=payment");
    }

    // ---- what is refused

    @Test
    void aSlotOfAnotherKindOrTypeIsRefusedWhetherAnybodyWantsTheKindOrNot() {
        Kind refund = Kind.of("payment.refund");
        LongArgument amount = refund.longArgument("amount");
        String message = "argument [payment.refund/amount] (number) is no slot of kind [payment.transfer]; it has"
                + " [account (text), amount (decimal 2), count (number), urgent (boolean), options (flags),"
                + " receipt (path target)]";

        assertThatThrownBy(() -> guard.operation(TRANSFER).set(amount, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        engine.modules(module("m", (operation, audit) -> Decision.PASS, "payment.*"));
        assertThatThrownBy(() -> guard.operation(TRANSFER).set(amount, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aModuleThatReadsASlotAsAnotherTypeFails() {
        Kind wrong = Kind.of("payment.transfer");
        LongArgument amount = wrong.longArgument("amount");
        engine.modules(module(
                "confused",
                (operation, audit) -> operation.get(amount) > 0 ? Decision.DENY : Decision.PASS,
                "payment.transfer"));

        assertThatThrownBy(() -> guard.operation(TRANSFER).set(AMOUNT, 1).enter())
                .hasMessageContaining("by module [confused]: the module failed");
    }

    @Test
    void aDefinitionThatContradictsTheOneOfAnotherBundleIsRefusedNamingBoth() {
        guard.operation(TRANSFER);
        Kind other = Kind.of("payment.transfer");
        other.longArgument("amount");

        assertThatThrownBy(() -> engine.core().guard(OTHER).operation(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "kind [payment.transfer] of bundle [org.example.other:1.0.0] has [amount (number)], but bundle"
                                + " [org.example.app:1.0.0] defined [amount (decimal 2)]; give the kind another name or the slot"
                                + " the same type");
        assertThat(guard.operation(TRANSFER).set(AMOUNT, 1)).isNotNull();
    }

    @Test
    void anUpdateOfTheBundleThatDefinedItMayChangeASlot() {
        guard.operation(TRANSFER);
        Kind next = Kind.of("payment.transfer");
        LongArgument amount = next.longArgument("amount");
        OperationGuard updated =
                engine.core().guard(new Engine.Identity("org.example.app", "2.0.0", Engine.APPLICATION.location()));

        updated.operation(next).set(amount, 1).call(() -> null);

        assertThatThrownBy(() -> guard.operation(TRANSFER).set(AMOUNT, 1))
                .hasMessageContaining("it has [account (text), amount (number)");
    }

    @Test
    void twoBundlesMayEachDefineTheSlotsThatTheyUse() {
        engine.modules(module("m", DecisionTest.flagging("f"), "payment.*"));
        guard.operation(TRANSFER).set(AMOUNT, 1).call(() -> null);
        Kind more = Kind.of("payment.transfer");
        TextArgument memo = more.textArgument("memo");

        engine.core().guard(OTHER).operation(more).set(memo, "thanks").call(() -> null);
        guard.operation(TRANSFER).set(AMOUNT, 2).call(() -> null);

        assertThat(engine.operations())
                .extracting(event -> field(event, "memo") + " " + field(event, "amount"))
                .containsExactly("null 0.01", "thanks null", "null 0.02");
    }

    @Test
    void aFamilyThatTheFrameworkMediatesItselfIsRefused() {
        assertThatThrownBy(() -> guard.operation(Kind.of("network.connect")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "kind [network.connect]: operations of family [network] are mediated by the framework");
        assertThatThrownBy(() -> guard.operation(Kind.of("file.shred")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kind [file.shred]: family [file] has no such kind; docs/hooks.md lists its kinds");
    }

    @Test
    void theOverloadForTheWrongNumberOfPathsIsRefused() {
        assertThatThrownBy(() -> guard.file(Kind.FILE_RENAME, "/a", path -> null))
                .hasMessage("kind [file.rename] was given one path, but has two; use the overload that fits, or"
                        + " operation(kind)");
        assertThatThrownBy(() -> guard.file(Kind.FILE_OPEN, "/a", "/b", (from, to) -> null))
                .hasMessage("kind [file.open] was given two paths, but has one; use the overload that fits, or"
                        + " operation(kind)");
        assertThatThrownBy(() -> guard.file(TRANSFER, "/a", path -> null)).hasMessageContaining("not of family file");
    }

    @Test
    void aFileOperationWithoutItsPathIsRefusedAndCanStillBeCompleted() {
        engine.modules(module("m", DecisionTest.flagging("f"), "file.*"));
        OperationEntry entry = guard.operation(OPEN);

        assertThatThrownBy(entry::enter)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kind [file.open]: argument [path] is not set");
        entry.set(OPEN_PATH, "/late").call(() -> null);

        assertThat(engine.operations()).singleElement().asString().contains("/late");
    }

    @Test
    void applicationsHaveAsManyKindsAsTheContractHasNumbers() {
        for (int i = 0; i < KindRegistry.MAXIMUM_APPLICATION_KINDS; i++) {
            guard.operation(Kind.of("app.k" + i));
        }

        assertThatThrownBy(() -> guard.operation(Kind.of("app.onemore")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("applications have defined 999 kinds already");
        assertThat(guard.operation(Kind.of("app.k998"))).isNotNull();
    }

    @Test
    void aDescriptionIsRefusedAfterItsEndAndInAnotherThread() {
        engine.modules(module("m", (operation, audit) -> Decision.PASS, "payment.*"));
        OperationEntry entry = guard.operation(TRANSFER);
        ThreadKind.all()
                .get(0)
                .run(() -> assertThatThrownBy(() -> entry.set(COUNT, 1)).isInstanceOf(IllegalStateException.class));
        entry.call(() -> null);

        assertThatThrownBy(() -> entry.set(COUNT, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the operation was entered already, or belongs to another thread");
        assertThatThrownBy(entry::enter).isInstanceOf(IllegalStateException.class);
    }
}
