package org.doorward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;

class TestBundleTest {
    private static List<String> entries(TestBundle bundle) throws IOException {
        List<String> names = new ArrayList<>();
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bundle.bytes()))) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static String header(TestBundle bundle, String name) throws IOException {
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bundle.bytes()))) {
            return jar.getManifest().getMainAttributes().getValue(name);
        }
    }

    @Test
    void aClassComesWithTheClassesInIt() throws IOException {
        assertThat(entries(TestBundle.named("x").with(Outer.class)))
                .containsExactlyInAnyOrder(
                        "org/doorward/testkit/TestBundleTest$Outer.class",
                        "org/doorward/testkit/TestBundleTest$Outer$Inner.class",
                        "org/doorward/testkit/TestBundleTest$Outer$1.class");
    }

    /** A class with one that has a name and one that has none. */
    static final class Outer {
        final Object anonymous = new Object() {};

        static final class Inner {}
    }

    @Test
    void aBundleOfTheClassPathIsTakenAsItIs() throws Exception {
        TestBundle promise = TestBundle.containing(Class.forName("org.osgi.util.promise.Promise"));

        assertThat(promise.symbolicName()).isEqualTo("org.osgi.util.promise");
        assertThat(entries(promise)).contains("org/osgi/util/promise/Promise.class");
        assertThat(promise.bytes()).isEqualTo(ClassPathBundles.named("org.osgi.util.promise"));
    }

    @Test
    void aBundleOfTheClassPathMayGetAnotherHeaderOrEntry() throws Exception {
        TestBundle promise = TestBundle.containing(Class.forName("org.osgi.util.promise.Promise"));
        TestBundle changed = promise.version("9.0.0").entry("org/osgi/util/promise/Promise.class", new byte[] {1});

        assertThat(header(changed, "Bundle-Version")).isEqualTo("9.0.0");
        assertThat(header(changed, "Export-Package")).isEqualTo(header(promise, "Export-Package"));
        assertThat(entries(changed)).doesNotHaveDuplicates().hasSameSizeAs(entries(promise));
        assertThat(header(promise, "Bundle-Version")).isNotEqualTo("9.0.0");
    }

    @Test
    void theProjectUnderTestIsABundleBeforeItIsAJar() throws IOException {
        TestBundle testkit = TestBundle.containing(DoorwardExtension.class);

        assertThat(testkit.symbolicName()).isEqualTo("doorward-testkit");
        assertThat(entries(testkit)).contains("org/doorward/testkit/DoorwardExtension.class");
        assertThat(header(testkit, "Export-Package")).contains("org.doorward.testkit");
    }

    @Test
    void aClassOfNoBundleIsRefused() {
        assertThatThrownBy(() -> TestBundle.containing(TestBundleTest.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("class [org.doorward.testkit.TestBundleTest] comes from [")
                .hasMessageContaining("which is no bundle");
    }
}
