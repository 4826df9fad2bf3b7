package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.field;
import static org.doorward.core.Engine.module;

import java.util.ArrayList;
import java.util.List;
import org.doorward.guard.OperationDeniedException;
import org.doorward.guard.OperationGuard;
import org.doorward.module.Decision;
import org.doorward.module.HashedArgument;
import org.doorward.module.Kind;
import org.doorward.module.SecretArgument;
import org.doorward.module.TextArgument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values that must not leave the application: nobody reads them, and no record has them in clear. */
class SecretTest {
    private static final String CLEAR = "DE89370400440532013000";
    private static final Kind TRANSFER = Kind.of("payment.transfer");
    private static final SecretArgument PIN = TRANSFER.secretArgument("pin");
    private static final HashedArgument IBAN = TRANSFER.hashedArgument("iban");

    private final Engine engine = new Engine();
    private final OperationGuard guard = engine.guard();

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    private void transfer(String iban) {
        guard.operation(TRANSFER).set(PIN).set(IBAN, iban).<Object, RuntimeException>call(() -> null);
    }

    @Test
    void aRecordSaysThatThereWasASecretAndHasTheHashOfAHashedValue() {
        engine.modules(module("m", DecisionTest.flagging("f"), "payment.*"));

        transfer(CLEAR);
        transfer(CLEAR);
        transfer("other");

        List<String> events = engine.operations();
        assertThat(events.get(0)).contains("pin=(masked)").doesNotContain(CLEAR);
        assertThat(field(events.get(0), "iban"))
                .matches("hmac:[0-9a-f]{32}")
                .isEqualTo(field(events.get(1), "iban"))
                .isNotEqualTo(field(events.get(2), "iban"));
    }

    @Test
    void aModuleLearnsThatTheyAreThereAndCannotReadThemAsAnythingElse() {
        Kind guess = Kind.of("payment.transfer");
        TextArgument pin = guess.textArgument("pin");
        TextArgument iban = guess.textArgument("iban");
        List<String> seen = new ArrayList<>();
        engine.modules(module(
                "curious",
                (operation, audit) -> {
                    seen.add(operation.has(PIN) + " " + operation.has(IBAN));
                    assertThatThrownBy(() -> operation.get(pin)).isInstanceOf(IllegalArgumentException.class);
                    assertThatThrownBy(() -> operation.get(iban))
                            .isInstanceOf(IllegalArgumentException.class)
                            .message()
                            .doesNotContain(CLEAR);
                    seen.add(operation.toString());
                    return Decision.PASS;
                },
                "payment.*"));

        transfer(CLEAR);

        assertThat(seen).containsExactly("true true", "payment.transfer");
    }

    @Test
    void anotherBundleCannotTurnASecretIntoTextByDefiningItSo() {
        guard.operation(TRANSFER);
        Kind guess = Kind.of("payment.transfer");
        guess.textArgument("iban");

        assertThatThrownBy(() -> engine.core()
                        .guard(new Engine.Identity("org.example.thief", "1.0.0", ""))
                        .operation(guess))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[iban (text)]");
    }

    @Test
    void aDenialKeepsThemToo() {
        engine.modules(module("no", (operation, audit) -> Decision.DENY, "payment.*"));

        assertThatThrownBy(() -> transfer(CLEAR))
                .isInstanceOf(OperationDeniedException.class)
                .message()
                .doesNotContain(CLEAR);
        assertThat(engine.operations().get(0))
                .contains("pin=(masked)", "iban=hmac:")
                .doesNotContain(CLEAR);
    }

    @Test
    void aModuleMasksAndHashesWhatItJudgedItself() {
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    audit.flag("f").secret("card").hashed("account", CLEAR).hashed("none", null);
                    return Decision.PASS;
                },
                "payment.*"));

        transfer("x");

        assertThat(engine.operations().get(0))
                .contains("card=(masked)", "account=hmac:", "none=(null)")
                .doesNotContain(CLEAR);
    }

    @Test
    void aFrameForgetsAHashedValueWithItsOperation() {
        engine.modules(module("m", DecisionTest.flagging("f"), "payment.*"));
        transfer(CLEAR);

        guard.operation(TRANSFER).set(IBAN, null).set(PIN).call(() -> null);

        assertThat(engine.operations().get(1)).doesNotContain("iban");
    }
}
