package org.doorward.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.testkit.DoorwardAssertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.doorward.audit.Lane;
import org.doorward.control.AccountStatus;
import org.doorward.control.AuditControl;
import org.doorward.control.AuditStatus;
import org.doorward.control.LossReason;
import org.junit.jupiter.api.Test;

/** Assertions on ledgers that no engine would show. */
class LedgerTest {
    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }

    /** The lossy lane: 5 emitted, so many written, 2 lost by rate. */
    private static AuditStatus ledger(long written, long backlog) {
        return ledger(written, backlog, List.of());
    }

    private static AuditStatus ledger(long written, long backlog, List<AccountStatus> accounts) {
        return fake(AuditStatus.class, (proxy, method, arguments) -> {
            boolean lossy = arguments != null && arguments[0] == Lane.LOSSY;
            return switch (method.getName()) {
                case "emitted" -> lossy ? 5L : 1L;
                case "written" -> lossy ? written : 1L;
                case "lost" -> lossy && arguments[1] == LossReason.RATE ? 2L : 0L;
                case "backlog" -> backlog;
                case "accounts" -> accounts;
                default -> throw new UnsupportedOperationException(method.getName());
            };
        });
    }

    private static AuditControl control(AuditStatus status) {
        return fake(AuditControl.class, (proxy, method, arguments) -> status);
    }

    @Test
    void aLedgerThatBalancesIsExact() {
        assertThat(ledger(3, 0))
                .isExact()
                .hasLost(Lane.LOSSY, LossReason.RATE, 2)
                .hasLost(Lane.RELIABLE, LossReason.RATE, 0)
                .hasWritten(Lane.LOSSY, 3);
        Quiescence.await(control(ledger(3, 0)), Duration.ZERO);
    }

    @Test
    void anAccountThatDoesNotBalanceIsFoundThoughTheSumsDo() {
        AccountStatus account = fake(AccountStatus.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "label" -> "org.example.app:1.0.0";
            case "emitted" -> 2L;
            case "written" -> 1L;
            default -> 0L;
        });
        assertThatThrownBy(() -> assertThat(ledger(3, 0, List.of(account))).isExact())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "in lane [reliable] of account [org.example.app:1.0.0], but: emitted=2 written=1 lost=0");
    }

    @Test
    void anEventThatIsNeitherWrittenNorLostIsFound() {
        assertThatThrownBy(() -> assertThat(ledger(2, 0)).isExact())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "expected emitted == written + lost in lane [lossy], but: reliable: emitted=1 written=1"
                                + " lost=0 (); lossy: emitted=5 written=2 lost=2 (rate=2)");
        assertThatThrownBy(() -> Quiescence.await(control(ledger(2, 0)), Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("lossy: emitted=5 written=2 lost=2 (rate=2)");
    }

    @Test
    void anEventThatIsOnItsWayIsWaitedFor() {
        assertThatThrownBy(() -> Quiescence.await(control(ledger(3, 1)), Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("backlog=1");
    }

    @Test
    void whatIsNotSoFails() {
        assertThatThrownBy(() -> assertThat(ledger(3, 0)).hasLostNothing()).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(ledger(3, 0)).hasLost(Lane.LOSSY, LossReason.RATE, 1))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(ledger(3, 0)).hasWritten(Lane.LOSSY, 5))
                .isInstanceOf(AssertionError.class);
    }
}
