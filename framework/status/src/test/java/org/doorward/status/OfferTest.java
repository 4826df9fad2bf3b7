package org.doorward.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;

/** When a service is offered that needs a package of somebody else's; StatusIT shows it in a framework. */
class OfferTest {
    private final List<String> events = new ArrayList<>();
    private RuntimeException failure;
    private final Offer offer =
            new Offer(mock(BundleContext.class), "org.example.api", VersionRange.valueOf("[2.0,3)"), () -> {
                if (failure != null) {
                    throw failure;
                }
                events.add("registered");
                return () -> events.add("gone");
            });

    private static Bundle exporting(String exported, String version) {
        BundleCapability capability = mock(BundleCapability.class);
        when(capability.getAttributes())
                .thenReturn(Map.of("osgi.wiring.package", exported, "version", Version.parseVersion(version)));
        BundleWiring wiring = mock(BundleWiring.class);
        when(wiring.getCapabilities(any())).thenReturn(List.of(capability));
        Bundle bundle = mock(Bundle.class);
        when(bundle.adapt(BundleWiring.class)).thenReturn(wiring);
        return bundle;
    }

    private Bundle comes(Bundle bundle) {
        return offer.addingBundle(bundle, null);
    }

    private void goes(Bundle bundle) {
        offer.removedBundle(bundle, null, bundle);
    }

    @Test
    void itIsThereFromTheFirstExporterToTheLast() {
        Bundle one = comes(exporting("org.example.api", "2.0.0"));
        Bundle other = comes(exporting("org.example.api", "2.9.1"));
        assertThat(events).containsExactly("registered");
        goes(one);
        assertThat(events).hasSize(1);
        goes(other);
        assertThat(events).containsExactly("registered", "gone");
        comes(one);
        assertThat(events).containsExactly("registered", "gone", "registered");
    }

    @Test
    void anotherPackageOrVersionIsNotIt() {
        assertThat(comes(exporting("org.example.spi", "2.0.0"))).isNull();
        assertThat(comes(exporting("org.example.api", "1.9.0"))).isNull();
        assertThat(comes(exporting("org.example.api", "3.0.0"))).isNull();
        assertThat(comes(mock(Bundle.class))).as("no longer resolved").isNull();
        assertThat(events).isEmpty();
    }

    @Test
    void aRegistrationThatFailsStopsNobodyAndIsTriedForTheNextExporter() {
        failure = new IllegalStateException("no class");
        Bundle broken = comes(exporting("org.example.api", "2.0.0"));
        assertThat(broken).isNotNull();
        goes(broken);
        failure = null;
        comes(exporting("org.example.api", "2.1.0"));
        assertThat(events).containsExactly("registered");
    }
}
