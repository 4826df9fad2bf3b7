package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The subjects of the golden trail, and the comparison with its events. */
abstract class GoldenEvents {
    final EventEncoder event = new EventEncoder();
    /** The events that were compared. */
    final Set<Long> compared = new HashSet<>();

    final EventEncoder billing(String kind) {
        begin(kind);
        billing();
        event.duration(42);
        return event;
    }

    final void billing() {
        event.subject(
                "org.example.billing",
                "1.4.2",
                "file:/srv/doorward/bundle/billing-1.4.2.jar",
                "org.example.billing:1.4.2");
    }

    /** Whom billing acts for in some of its operations. */
    final void forAlice() {
        event.tenant("acme");
        event.principal("alice");
    }

    /** A bundle that acts for somebody, through a library. */
    final EventEncoder ledger(String kind) {
        begin(kind);
        event.subject(
                "org.example.ledger",
                "2.0.0.v20250615",
                "file:/srv/doorward/bundle/ledger.jar",
                "org.example.ledger:2.0.0.v20250615");
        event.tenant("acme");
        event.principal("bob smith");
        event.via("org.apache.commons.exec:1.3");
        event.duration(42);
        return event;
    }

    final EventEncoder systemBundle(String kind) {
        begin(kind);
        event.subject("org.apache.felix.framework", "7.0.5", "", "org.apache.felix.framework:7.0.5");
        event.duration(42);
        return event;
    }

    final void begin(String kind) {
        KindSpec spec = KindTable.contract().find(kind);
        event.begin(spec == null ? KindSpec.application(kind, List.of()) : spec);
    }

    /** The operation succeeded. */
    final void succeeded(String key) {
        event.outcome(true, 0, null);
        event.key(key);
    }

    final void failed(int exit, String exception, String key) {
        event.outcome(false, exit, exception);
        event.key(key);
    }

    final void isGolden(long serial) {
        isGolden(serial, ContractTrail.written(event, serial));
    }

    final void isGolden(long serial, String written) {
        assertThat(written).isEqualTo(ContractTrail.event(serial));
        compared.add(serial);
    }
}
