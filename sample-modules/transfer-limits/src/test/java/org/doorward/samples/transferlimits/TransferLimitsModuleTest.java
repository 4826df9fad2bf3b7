package org.doorward.samples.transferlimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import org.doorward.audit.AuditBuffer;
import org.doorward.audit.AuditContext;
import org.doorward.module.Argument;
import org.doorward.module.Decision;
import org.doorward.module.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransferLimitsModuleTest {
    private final TransferLimitsModule module = new TransferLimitsModule();
    private final AuditContext audit = mock(AuditContext.class);
    private final AuditBuffer buffer = mock(AuditBuffer.class);

    @BeforeEach
    void auditAnswers() {
        when(audit.flag(anyString())).thenReturn(buffer);
        when(audit.rule(any())).thenReturn(audit);
        when(audit.reason(any())).thenReturn(audit);
        when(buffer.field(anyString(), anyLong(), anyInt())).thenReturn(buffer);
    }

    @Test
    void anAmountUpToTheLimitPassesAndIsFlagged() {
        module.configure(Map.of("limit", "100.00"));

        assertThat(module.decide(transfer(100_00), audit)).isEqualTo(Decision.PASS);

        verify(audit).flag("payment");
        verify(buffer).field("limit", 100_00, 2);
        verify(buffer).field("amount", 100_00, 2);
        verify(audit, never()).reason(any());
    }

    @Test
    void anAmountAboveTheLimitIsDeniedWithARuleAndAReason() {
        module.configure(Map.of("limit", "100.00"));

        assertThat(module.decide(transfer(100_01), audit)).isEqualTo(Decision.DENY);

        verify(audit).flag("payment");
        verify(audit).rule("limit");
        verify(audit).reason("amount 100.01 above the limit 100.00");
    }

    @Test
    void withoutConfigurationTheLimitIsOneThousandAndEveryAmountIsFlagged() {
        module.configure(Map.of());

        assertThat(module.decide(transfer(1000_00), audit)).isEqualTo(Decision.PASS);
        assertThat(module.decide(transfer(1000_01), audit)).isEqualTo(Decision.DENY);
        verify(buffer).field("amount", 1000_00, 2);
        verify(buffer).field("amount", 1000_01, 2);
    }

    @Test
    void smallTransfersAreNotFlagged() {
        module.configure(Map.of("report_from", "50.00"));

        assertThat(module.decide(transfer(50_00), audit)).isEqualTo(Decision.PASS);
        verify(audit, never()).flag(any());

        module.decide(transfer(50_01), audit);
        verify(audit).flag("payment");
    }

    @Test
    void aNegativeAmountIsDeniedBecauseItGoesTheOtherWay() {
        module.configure(Map.of());

        assertThat(module.decide(transfer(-5000_00), audit)).isEqualTo(Decision.DENY);

        verify(audit).reason("amount -5000.00 below 0.00");
    }

    @Test
    void aTransferWithoutAnAmountIsDenied() {
        module.configure(Map.of());
        Operation operation = mock(Operation.class); // has nothing

        assertThat(module.decide(operation, audit)).isEqualTo(Decision.DENY);

        verify(audit).reason("a transfer without an amount cannot be judged");
    }

    @Test
    void thePinIsASecretSlotOfTheKind() {
        assertThat(TransferLimitsModule.TRANSFER.arguments())
                .extracting(Argument::name)
                .containsExactly("from", "to", "amount", "pin");
        assertThat(TransferLimitsModule.PIN.kind()).isSameAs(TransferLimitsModule.TRANSFER);
    }

    @Test
    void aWrongValueIsRefusedAndTheLimitBeforeStaysInForce() {
        module.configure(Map.of("limit", "100.00"));

        assertThatThrownBy(() -> module.configure(Map.of("limit", "1,000")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("conf/transfer.limits.cfg: limit=[1,000]: expected an amount of at least 0 with at most two"
                        + " decimals and a point, as in limit=1000.00; correct the file: it is read again when it"
                        + " changes, and until then the configuration before stays in force");

        assertThat(module.decide(transfer(100_01), audit)).isEqualTo(Decision.DENY);
    }

    @Test
    void eachWrongValueIsNamedWithItsKey() {
        for (Object value : List.of("", "-1", "1.001", "1e3", "unlimited", "9999999999999999", ".5", "١")) {
            assertThatThrownBy(() -> Settings.of(Map.of("report_from", value)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("conf/transfer.limits.cfg: report_from=[" + value + "]");
        }
    }

    @Test
    void amountsAreReadExactly() {
        assertThat(Settings.of(Map.of("limit", "0.1", "report_from", " 7 "))).isEqualTo(new Settings(10, 700));
        assertThat(Settings.of(Map.of("limit", "999999999999999.99")).limit()).isEqualTo(99_999_999_999_999_999L);
    }

    private static Operation transfer(long amount) {
        Operation operation = mock(Operation.class);
        when(operation.has(TransferLimitsModule.AMOUNT)).thenReturn(true);
        when(operation.get(TransferLimitsModule.AMOUNT)).thenReturn(amount);
        return operation;
    }
}
