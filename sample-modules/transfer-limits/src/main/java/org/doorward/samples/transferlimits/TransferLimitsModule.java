package org.doorward.samples.transferlimits;

import java.math.BigDecimal;
import java.util.Map;
import org.doorward.audit.AuditContext;
import org.doorward.module.DecimalArgument;
import org.doorward.module.Decision;
import org.doorward.module.Kind;
import org.doorward.module.Operation;
import org.doorward.module.SecretArgument;
import org.doorward.module.SecurityModule;
import org.doorward.module.TextArgument;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/**
 * Denies transfers above a limit, and flags those that are worth a record.
 *
 * <p>The kind is the application's. The module defines the slots in code of its own: same names, same types; a
 * contradiction is refused when the application enters the operation. Nothing of the application is imported.
 *
 * <p>Safe for all threads: an operation reads the settings once, and settings never change. Deciding allocates nothing unless it
 * denies.
 */
@Component(
        immediate = true,
        configurationPid = "transfer.limits",
        property = {SecurityModule.NAME + "=transfer-limits", SecurityModule.HOOKS + "=payment.transfer"})
public final class TransferLimitsModule implements SecurityModule {
    static final Kind TRANSFER = Kind.of("payment.transfer");
    static final TextArgument FROM = TRANSFER.textArgument("from");
    static final TextArgument TO = TRANSFER.textArgument("to");
    static final DecimalArgument AMOUNT = TRANSFER.decimalArgument("amount", 2);
    static final SecretArgument PIN = TRANSFER.secretArgument("pin");

    private volatile Settings settings;

    /**
     * Starts with this configuration, or takes over a new one. If it throws when the component is active, the settings before stay
     * in force.
     *
     * @throws IllegalArgumentException if a value is wrong, naming file, key, value and what is expected
     */
    @Activate
    @Modified
    void configure(Map<String, ?> configuration) {
        settings = Settings.of(configuration);
    }

    @Override
    public Decision decide(Operation operation, AuditContext audit) {
        Settings now = settings;
        if (!operation.has(AMOUNT)) {
            audit.rule("amount").reason("a transfer without an amount cannot be judged");
            return Decision.DENY;
        }
        long amount = operation.get(AMOUNT);
        if (amount > now.reportFrom()) {
            audit.flag("payment")
                    .field("limit", now.limit(), AMOUNT.decimals())
                    .field("amount", amount, AMOUNT.decimals());
        }
        if (amount > now.limit()) {
            audit.rule("limit").reason("amount " + text(amount) + " above the limit " + text(now.limit()));
            return Decision.DENY;
        }
        if (amount < 0) { // it would be a transfer the other way round, of any size
            audit.rule("amount").reason("amount " + text(amount) + " below 0.00");
            return Decision.DENY;
        }
        return Decision.PASS;
    }

    private static String text(long amount) {
        return BigDecimal.valueOf(amount, AMOUNT.decimals()).toPlainString();
    }
}
