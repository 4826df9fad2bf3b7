package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;

/** Whom the engine takes for a bundle. */
class BundleSubjectsTest {
    @RegisterExtension
    final TestFramework framework = new TestFramework();

    @Test
    void whatOnlySaysThatItIsABundleIsNoneAndIsNotAsked() {
        BundleSubjects subjects = Subjects.of(new Installer(framework.context()));
        List<String> called = new ArrayList<>();
        Object pretending = Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class, BundleRevision.class},
                (proxy, method, arguments) -> {
                    called.add(method.getName());
                    return null;
                });

        assertThat(subjects.bundle(pretending)).isNull();
        assertThat(called).isEmpty();
        assertThat(subjects.bundle(framework.context().getBundle()).symbolicName())
                .isEqualTo("org.apache.felix.framework");
    }
}
