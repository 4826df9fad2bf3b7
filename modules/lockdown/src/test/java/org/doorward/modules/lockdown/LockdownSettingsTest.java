package org.doorward.modules.lockdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.doorward.module.BundleMatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code conf/lockdown.cfg} may say, and every message about what it must not. */
class LockdownSettingsTest {
    private static final String HASH = "ab".repeat(32);
    private static final String REMEDY = "; correct the file: it is read again when it changes, and until then the"
            + " configuration before stays in force";

    private static void assertRefused(String key, Object value, String message) {
        assertThatThrownBy(() -> Settings.of(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("conf/lockdown.cfg: " + message + REMEDY);
    }

    @Test
    void bundlesAreReadByHashAndByLocationWithBlanksAroundThem() {
        Settings settings = Settings.of(Map.of(
                "allow",
                " org.acme.jobs@sha256=" + HASH.toUpperCase(java.util.Locale.ROOT)
                        + " , a-b_1@location=file:/srv/a b.jar "));

        assertThat(settings.allowed(Concern.EXEC))
                .extracting(BundleMatch::toString)
                .containsExactly("org.acme.jobs@sha256=" + HASH, "a-b_1@location=file:/srv/a b.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void anEmptyListAllowsNobody(String empty) {
        Settings settings = Settings.of(Map.of("allow", empty, "allow.exit", empty));

        for (Concern concern : Concern.values()) {
            assertThat(settings.allowed(concern)).isEmpty();
        }
    }

    @Test
    void shutdownHooksAreRestrictedOnlyIfTheConfigurationSaysSo() {
        assertThat(Settings.of(Map.of()).restricts(Concern.SHUTDOWN_HOOK)).isFalse();
        assertThat(Settings.of(Map.of("shutdown_hooks", "false")).restricts(Concern.SHUTDOWN_HOOK))
                .isFalse();
        assertThat(Settings.of(Map.of("shutdown_hooks", " true ")).restricts(Concern.SHUTDOWN_HOOK))
                .isTrue();
        assertThat(Settings.of(Map.of("shutdown_hooks", "false")).restricts(Concern.EXEC))
                .isTrue();
    }

    @Test
    void whatTheContainerPutsInIsNoSetting() {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put("service.pid", "lockdown");
        configuration.put("felix.fileinstall.filename", "file:/srv/conf/lockdown.cfg");
        configuration.put("component.name", "org.doorward.modules.lockdown.LockdownModule");
        configuration.put("component.id", 7L);
        configuration.put("osgi.ds.satisfying.condition.target", "(osgi.condition.id=true)");
        configuration.put("doorward.module.name", "lockdown");
        configuration.put("doorward.module.hooks", new String[] {"process.exec"});
        configuration.put("doorward.module.mode", "complain");
        configuration.put("allow", "org.acme.jobs@sha256=" + HASH);

        assertThat(Settings.of(configuration).allowed(Concern.AGENT)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shutdown_hook", "Allow", "allow.exec.", "allow.kill", "deny", "doorward.module.nam"})
    void aSettingThatDoesNotExistIsRefusedAndTheOthersAreNamed(String key) {
        assertRefused(
                key,
                "true",
                "unknown setting [" + key
                        + "]: expected one of allow, allow.exec, allow.exit, allow.native, allow.loader,"
                        + " allow.agent, allow.shutdownhook, shutdown_hooks");
    }

    @Test
    void aNameAloneIsRefused() {
        assertRefused(
                "allow",
                "org.acme.jobs",
                "allow=[org.acme.jobs]: bundle [org.acme.jobs]: expected NAME@sha256=DIGITS or NAME@location=LOCATION; a"
                        + " name alone is no identity, any jar may carry it");
    }

    @Test
    void theOneOfManyThatIsWrongIsNamed() {
        String value = "a@location=file:/a, b@signer=x";
        assertRefused(
                "allow.native",
                value,
                "allow.native=[" + value
                        + "]: bundle [b@signer=x]: expected NAME@sha256=DIGITS or NAME@location=LOCATION;"
                        + " a name alone is no identity, any jar may carry it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a@location=file:/a,", ",a@location=file:/a", "a@location=file:/a,,b@location=file:/b", ","})
    void aCommaTooManyIsRefused(String value) {
        assertRefused(
                "allow.agent",
                value,
                "allow.agent=[" + value
                        + "]: bundle []: expected NAME@sha256=DIGITS or NAME@location=LOCATION; a name alone"
                        + " is no identity, any jar may carry it");
    }

    @Test
    void aHashOfAnotherLengthIsRefused() {
        assertRefused(
                "allow.loader",
                "a@sha256=12ab",
                "allow.loader=[a@sha256=12ab]: sha256 [12ab] of [a]: expected 64 hexadecimal digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.acme.*", "*", "a b", "a ", "a\t", "org.*.jobs"})
    void aPatternOrASlipInTheNameIsRefusedBecauseItWouldNeverMatch(String name) {
        String value = name + "@location=file:/a";
        assertRefused(
                "allow.exit",
                value,
                "allow.exit=[" + value + "]: bundle [" + value
                        + "]: expected a symbolic name before the @, without blanks; there are no patterns");
    }

    @Test
    void aValueThatIsNoTextIsRefused() {
        assertRefused("allow.exec", 17, "allow.exec=[17]: expected bundles with commas between them, not a Integer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "TRUE", "1", "true,false"})
    void anotherWordThanTrueOrFalseIsRefused(String value) {
        assertRefused("shutdown_hooks", value, "shutdown_hooks=[" + value + "]: expected true or false");
    }

    @Test
    void theListsCannotBeChangedFromOutside() {
        List<BundleMatch> allowed = Settings.of(Map.of()).allowed(Concern.EXEC);

        assertThatThrownBy(() -> allowed.add(BundleMatch.withLocation("a", "b")))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
