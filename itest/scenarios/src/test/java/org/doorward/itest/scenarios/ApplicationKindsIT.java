package org.doorward.itest.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.doorward.testkit.DoorwardAssertions.assertThat;

import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.DecimalArgument;
import org.doorward.module.Decision;
import org.doorward.module.HashedArgument;
import org.doorward.module.Kind;
import org.doorward.module.LongArgument;
import org.doorward.module.SecretArgument;
import org.doorward.module.TextArgument;
import org.doorward.testkit.DoorwardExtension;
import org.doorward.trail.TrailEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operations that applications define; each bundle has definitions of its own, which meet by their names. */
class ApplicationKindsIT {
    @RegisterExtension
    final DoorwardExtension doorward = new DoorwardExtension();

    @RegisterExtension
    final CapturedLog log = new CapturedLog();

    /** What a bundle has in its static fields. */
    private static final class Transfer {
        final Kind kind = Kind.of("payment.transfer");
        final TextArgument account = kind.textArgument("account");
        final DecimalArgument amount = kind.decimalArgument("amount", 2);
        final SecretArgument pin = kind.secretArgument("pin");
        final HashedArgument iban = kind.hashedArgument("iban");
    }

    private void limit(long units) {
        Transfer known = new Transfer(); // the module's own definition
        doorward.module(
                "limits",
                (operation, audit) -> {
                    audit.flag("payment").field("limit", units, 2).secret("pin").hashed("iban", "DE-of-the-module");
                    if (operation.get(known.amount) <= units) {
                        return Decision.PASS;
                    }
                    audit.reason("above the limit");
                    return Decision.DENY;
                },
                "payment.transfer");
    }

    private static String transfer(OperationGuard guard, Transfer own, long units) {
        return guard.operation(own.kind)
                .set(own.account, "A-1")
                .set(own.amount, units)
                .set(own.pin)
                .set(own.iban, "DE-of-the-application")
                .call(() -> "done");
    }

    @Test
    void aModuleDecidesByTheTypedArgumentsOfAKindThatTwoBundlesDefineAlike() {
        limit(100_00);
        OperationGuard shop = doorward.guard("org.example.shop");
        OperationGuard bank = doorward.guard("org.example.bank");

        assertThat(transfer(shop, new Transfer(), 99_99)).isEqualTo("done");
        assertThatThrownBy(() -> transfer(bank, new Transfer(), 100_01))
                .isInstanceOf(OperationDeniedException.class)
                .hasMessageContaining("by module [limits]: above the limit");

        var events = doorward.trail().operations("payment.transfer");
        assertThat(events).hasSize(2);
        assertThat(events.get(0))
                .succeeded()
                .hasSubject("org.example.shop:1.0.0")
                .hasArgument("account", "A-1")
                .hasArgument("amount", "99.99")
                .hasFlag("limits", "payment", "limit", "100.00");
        assertThat(events.get(1)).wasDeniedBy("limits").hasSubject("org.example.bank:1.0.0");
    }

    @Test
    void anotherBundleMayDefineFurtherArguments() {
        limit(100_00);
        transfer(doorward.guard("org.example.shop"), new Transfer(), 1_00);
        Kind more = Kind.of("payment.transfer");
        LongArgument urgency = more.longArgument("urgency");

        doorward.guard("org.example.bank").operation(more).set(urgency, 7).call(() -> null);

        assertThat(doorward.trail().operations("payment.transfer").get(1)).hasArgument("urgency", "7");
    }

    @Test
    void aDefinitionThatContradictsIsRefusedNamingBothBundlesAndTheFirstStays() {
        limit(100_00);
        OperationGuard shop = doorward.guard("org.example.shop");
        transfer(shop, new Transfer(), 1_00);
        Kind other = Kind.of("payment.transfer");
        other.textArgument("amount");

        assertThatThrownBy(() -> doorward.guard("org.example.bank").operation(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "kind [payment.transfer] of bundle [org.example.bank:1.0.0] has [amount (text)], but bundle"
                                + " [org.example.shop:1.0.0] defined [amount (decimal 2)]; give the kind another name or the slot the same type");
        assertThat(transfer(shop, new Transfer(), 1_00)).isEqualTo("done");
    }

    @Test
    void aKindThatTheFrameworkMediatesItselfIsNotForApplications() {
        OperationGuard guard = doorward.guard("org.example.shop");

        assertThatThrownBy(() -> guard.operation(Kind.of("network.connect")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mediated by the framework itself");
        assertThatThrownBy(() -> guard.operation(Kind.of("file.fly")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("family [file] has no such kind");
    }

    @Test
    void secretsReachNeitherTrailNorLogNorException() {
        limit(100_00);
        OperationGuard guard = doorward.guard("org.example.shop");
        transfer(guard, new Transfer(), 1_00);
        OperationDeniedException denial =
                catchThrowableOfType(OperationDeniedException.class, () -> transfer(guard, new Transfer(), 200_00));
        assertThatThrownBy(() -> guard.operation(Kind.of("payment.transfer")).call(() -> {
                    throw new IllegalStateException("the pin is 0815");
                }))
                .hasMessage("the pin is 0815");

        TrailEvent event = doorward.trail().operations("payment.transfer").get(0);
        assertThat(event).hasArgument("pin", "(masked)").hasFlag("limits", "payment", "pin", "(masked)");
        assertThat(event.records())
                .filteredOn(record -> record.type().equals("KERNEL_OTHER"))
                .allSatisfy(record -> assertThat(record.raw("iban")).matches("hmac:[0-9a-f]{32}"));
        assertThat(doorward.trail().lines()).noneMatch(ApplicationKindsIT::tells);
        assertThat(log.messages()).isNotEmpty().noneMatch(ApplicationKindsIT::tells);
        assertThat(denial.getMessage()).doesNotContain("DE-of");
    }

    /** In clear, or as the trail encodes text. */
    private static boolean tells(String line) {
        return line.contains("DE-of")
                || line.contains("0815")
                || line.contains(java.util.HexFormat.of().withUpperCase().formatHex("0815".getBytes()));
    }

    @Test
    void theSameValueHasTheSameHashInOneTrail() {
        limit(100_00);
        OperationGuard guard = doorward.guard("org.example.shop");
        transfer(guard, new Transfer(), 1_00);
        transfer(guard, new Transfer(), 2_00);

        assertThat(doorward.trail().operations("payment.transfer"))
                .extracting(event -> event.records().stream()
                        .filter(record -> record.type().equals("KERNEL_OTHER") && record.raw("module") == null)
                        .findFirst()
                        .orElseThrow()
                        .raw("iban"))
                .hasSize(2)
                .containsOnly(doorward.trail().operations("payment.transfer").get(0).records().stream()
                        .filter(record -> record.raw("iban") != null)
                        .findFirst()
                        .orElseThrow()
                        .raw("iban"));
    }
}
