package org.doorward.samples.publishing;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.doorward.guard.OperationGuard;
import org.doorward.module.DecimalArgument;
import org.doorward.module.Kind;
import org.doorward.module.SecretArgument;
import org.doorward.module.TextArgument;

/**
 * Transfers between accounts, which are kept in memory: an operation of the application's own kind. Safe for all threads.
 *
 * <p>A module that judges it defines the same slots; it needs no class of this bundle.
 */
final class Payments {
    static final Kind TRANSFER = Kind.of("payment.transfer");
    static final TextArgument FROM = TRANSFER.textArgument("from");
    static final TextArgument TO = TRANSFER.textArgument("to");
    static final DecimalArgument AMOUNT = TRANSFER.decimalArgument("amount", 2);
    static final SecretArgument PIN = TRANSFER.secretArgument("pin");

    private static final Pattern FORM = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");

    private final OperationGuard guard;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, BigDecimal> balances = new ConcurrentHashMap<>();

    Payments(OperationGuard guard) {
        this.guard = guard;
    }

    /**
     * Moves money.
     *
     * @return what the receiver has now
     * @throws IllegalArgumentException if the amount is none
     * @throws org.doorward.guard.OperationDeniedException if a module denied; nothing was moved
     */
    BigDecimal transfer(String from, String to, String amount) {
        if (!FORM.matcher(amount).matches()) {
            throw new IllegalArgumentException(
                    "amount [" + amount + "]: expected a number with at most two decimals and a point, as in 120.50");
        }
        BigDecimal money = new BigDecimal(amount);
        char[] pin = newPin();
        try {
            return guard.operation(TRANSFER)
                    .set(FROM, from)
                    .set(TO, to)
                    .set(AMOUNT, money.movePointRight(AMOUNT.decimals()).longValueExact())
                    .set(PIN) // only that there is one: the value stays here
                    .call(() -> book(from, to, money, pin));
        } finally {
            Arrays.fill(pin, '\0');
        }
    }

    private BigDecimal book(String from, String to, BigDecimal money, char[] pin) {
        if (pin.length == 0) {
            throw new IllegalStateException("a transfer needs a pin");
        }
        balances.merge(from, money.negate(), BigDecimal::add);
        return balances.merge(to, money, BigDecimal::add);
    }

    private char[] newPin() {
        char[] pin = new char[6];
        for (int i = 0; i < pin.length; i++) {
            pin[i] = (char) ('0' + random.nextInt(10));
        }
        return pin;
    }
}
