package org.doorward.osgi;

import java.util.List;
import java.util.Locale;
import org.doorward.control.ChangeRefusedException;
import org.doorward.control.Enabled;
import org.doorward.control.FailureMode;
import org.doorward.control.OperatorControl;
import org.doorward.core.Core;
import org.doorward.event.Facts;
import org.doorward.event.RecordType;

/** What the operator changes while the engine runs. Safe for all threads. */
final class OperatorSwitches implements OperatorControl {
    private final Core core;
    private final LiveConfiguration configuration;

    OperatorSwitches(Core core, LiveConfiguration configuration) {
        this.core = core;
        this.configuration = configuration;
    }

    @Override
    public void changeRules(String line) throws ChangeRefusedException {
        configuration.changeRules(line);
    }

    @Override
    public void load(String source, List<String> lines) throws ChangeRefusedException {
        configuration.load(source, lines);
    }

    @Override
    public void setEnabled(Enabled enabled) throws ChangeRefusedException {
        configuration.setEnabled(enabled);
    }

    @Override
    public void setFailureMode(FailureMode mode) throws ChangeRefusedException {
        configuration.change(Setting.FAILURE_MODE, mode.name().toLowerCase(Locale.ROOT), mode.ordinal());
    }

    @Override
    public void setBacklogLimit(long events) throws ChangeRefusedException {
        configuration.change(Setting.BACKLOG_LIMIT, Long.toString(events), events);
    }

    @Override
    public void setRateLimit(long eventsPerSecond) throws ChangeRefusedException {
        configuration.change(Setting.RATE_LIMIT, Long.toString(eventsPerSecond), eventsPerSecond);
    }

    @Override
    public void setBacklogWaitTimeMillis(long millis) throws ChangeRefusedException {
        configuration.change(Setting.BACKLOG_WAIT_TIME, millis + " ms", millis);
    }

    @Override
    public boolean message(String text) {
        return core.facts().write(RecordType.USER, fact -> Facts.message(fact, text));
    }

    @Override
    public long resetLost() {
        return core.resetLost();
    }

    @Override
    public long resetBacklogWait() {
        return core.resetBacklogWait();
    }
}
