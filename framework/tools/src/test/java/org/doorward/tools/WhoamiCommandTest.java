package org.doorward.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import org.doorward.control.AuditControl;
import org.doorward.control.SubjectStatus;
import org.doorward.module.BundleMatch;
import org.junit.jupiter.api.Test;

class WhoamiCommandTest {
    private final AuditControl control = mock(AuditControl.class);

    private Run whoami(String... arguments) {
        return Run.of(new WhoamiCommand(() -> control), List.of(arguments));
    }

    @Test
    void whatPolicySeesIsPrintedInTheFormThatConfigurationTakes() {
        SubjectStatus subject = mock(SubjectStatus.class);
        when(subject.label()).thenReturn("org.example.app:1.0.0");
        when(subject.location()).thenReturn("file:/srv/app.jar");
        when(subject.matches())
                .thenReturn(List.of(
                        BundleMatch.withHash("org.example.app", "ab".repeat(32)),
                        BundleMatch.withLocation("org.example.app", "file:/srv/app.jar")));
        when(control.whoami("org.example.app")).thenReturn(List.of(subject));

        Run run = whoami("org.example.app");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "subj org.example.app:1.0.0",
                        "location file:/srv/app.jar",
                        "match org.example.app@sha256=" + "ab".repeat(32),
                        "match org.example.app@location=file:/srv/app.jar",
                        "acts for itself");
    }

    @Test
    void aBundleThatDoesNotExistIsNamedWithWhatIsExpected() {
        Run run = whoami("nobody");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no bundle [nobody]", "symbolic name or the number");
    }

    @Test
    void withoutAnEngineOrABundleItIsRefused() {
        assertThat(Run.of(new WhoamiCommand(() -> null), List.of("a")).exitCode())
                .isEqualTo(2);
        assertThat(whoami().exitCode()).isEqualTo(2);
    }
}
