package org.doorward.itest.trails;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.doorward.audit.Lane;
import org.doorward.control.LossReason;
import org.doorward.control.Mode;
import org.doorward.core.BundleIdentity;
import org.doorward.core.Core;
import org.doorward.core.CoreSettings;
import org.doorward.core.DeployedModule;
import org.doorward.event.EventText;
import org.doorward.event.KindTable;
import org.doorward.event.Label;
import org.doorward.event.ProcessIdentity;
import org.doorward.guard.OperationGuard;
import org.doorward.module.BundleMatch;
import org.doorward.module.SecurityModule;
import org.doorward.rules.RuleSet;
import org.doorward.rules.RuleSyntaxException;
import org.doorward.trail.store.TrailFile;
import org.doorward.trail.store.TrailListener;
import org.doorward.trail.store.TrailSettings;
import org.doorward.transport.Transport;
import org.doorward.transport.TransportSettings;
import org.doorward.transport.TransportStatus;

/** Core, transport and trail put together without OSGi. Closing it checks the ledger: emitted == written + lost, in both lanes. */
final class WholePath implements AutoCloseable {
    private final TrailFile file;
    private final Transport transport;
    private final Core core;
    private final List<String> errors = new CopyOnWriteArrayList<>();

    WholePath(Path trail, String node) throws IOException {
        EventText text = new EventText(ProcessIdentity.current(node, "1.0.0"), new byte[] {1, 2, 3});
        file = new TrailFile(new TrailSettings(trail, 0, 2), text, TrailListener.NONE);
        transport = new Transport(TransportSettings.defaults(), file, (message, cause) -> errors.add(message));
        transport.start();
        core = new Core(CoreSettings.defaults(), KindTable.contract(), transport, owner -> owner);
    }

    OperationGuard guard(String symbolicName, String version, String location) {
        return core.guard(new Bundle(symbolicName, version, location));
    }

    void modules(DeployedModule... modules) {
        core.publish(List.of(modules));
    }

    static DeployedModule module(String name, Mode mode, SecurityModule service, String... hooks) {
        return new DeployedModule(
                name, "1.0.0", List.of(hooks), 0, service, "org.example." + name + ":1.0.0", "", mode);
    }

    void rules(String... lines) throws RuleSyntaxException {
        core.setRules(RuleSet.parse("audit.rules", List.of(lines)));
    }

    @Override
    public void close() {
        core.close();
        transport.close();
        TransportStatus status = transport.status();
        for (Lane lane : Lane.values()) {
            long lost = 0;
            for (LossReason reason : LossReason.values()) {
                lost += status.lost(lane, reason);
            }
            assertThat(status.emitted(lane)).isEqualTo(status.written(lane) + lost);
            assertThat(lost).as("nothing may be lost here").isZero();
        }
        assertThat(errors).isEmpty();
    }

    /** A bundle that is only its names. */
    private record Bundle(String symbolicName, String version, String location) implements BundleIdentity {
        @Override
        public String label() {
            return Label.of(symbolicName, version);
        }

        @Override
        public boolean matches(BundleMatch match) {
            return match.matches(symbolicName, location, Optional.empty());
        }
    }
}
