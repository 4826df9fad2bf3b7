package org.doorward.event;

import org.doorward.audit.Lane;
import org.junit.jupiter.api.Test;

/** What we write of bundles, services, configurations and identities is the golden trail to the byte. */
class GoldenOsgiTest extends GoldenEvents {
    private static final String PLUGIN = "org.example.plugin:0.9.0";
    private static final String LEDGER = "org.example.ledger:2.0.0.v20250615";

    @Test
    void anInstalledBundleHasItsLocation() {
        systemBundle("bundle.install").text("location", "file:/srv/new bundle.jar");
        event.text("bundle", PLUGIN);
        succeeded("osgi");
        isGolden(1053);
    }

    @Test
    void aBundleThatMayNotStartIsTheObject() {
        systemBundle("bundle.start").text("bundle", PLUGIN);
        event.denial("integrity", null, "not signed", false);
        failed(-13, "java.lang.SecurityException", "osgi");
        isGolden(1054);
    }

    @Test
    void anUpdateAndAnUninstallHaveTheirBundle() {
        ledger("bundle.update").text("bundle", PLUGIN);
        succeeded("osgi");
        isGolden(1055);

        ledger("bundle.uninstall").text("bundle", "org.example.plugin:1.0.0");
        failed(-5, "org.osgi.framework.BundleException", "osgi");
        isGolden(1056);
    }

    @Test
    void aStartLevelHasItsNameAndValue() {
        systemBundle("framework.startlevel").text("name", "active");
        event.number("level", 4);
        succeeded("osgi");
        isGolden(1057);
    }

    @Test
    void aServiceHasItsBundleAndInterface() {
        ledger("service.register").text("bundle", LEDGER);
        event.text("service", "org.example.Ledger");
        event.text("value", "org.example.ledger.LedgerImpl");
        succeeded("osgi");
        isGolden(1058);

        billing("service.get").text("bundle", "org.example.billing:1.4.2");
        event.text("service", "org.example.Ledger");
        event.lane(Lane.LOSSY);
        succeeded("osgi");
        isGolden(1059);
    }

    @Test
    void aConfigurationHasItsPidAndNotItsProperties() {
        ledger("configuration.update").text("pid", "org.example.ledger");
        event.secret("properties");
        succeeded("osgi");
        isGolden(1060);

        ledger("configuration.delete").text("pid", "org.example.ledger");
        succeeded("osgi");
        isGolden(1061);
    }

    @Test
    void anIdentityThatIsAssumedIsNamedBesidesThatOfTheSubject() {
        ledger("identity.assume").text("principal", "alice");
        succeeded("identity");
        isGolden(1062);

        ledger("identity.runas").text("bundle", LEDGER);
        succeeded("identity");
        isGolden(1200);
    }
}
