package org.doorward.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** Whose configuration a PID is. That a bound one is its bundle's shows in the distribution, with a configuration admin. */
class DefendedConfigurationsTest {
    private static final String COMPONENTS = """
            <?xml version="1.0"?>
            <x xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0">
              <scr:component name="named" configuration-pid="first $ second"><implementation class="a.Named"/></scr:component>
              <scr:component><implementation class="a.Unnamed"/></scr:component>
            </x>
            """;

    @RegisterExtension
    final TestFramework framework = new TestFramework();

    private final Set<Bundle> defended = new HashSet<>();
    private DefendedConfigurations configurations;

    @BeforeEach
    void ofABundleWithComponents() throws Exception {
        configurations = new DefendedConfigurations(
                framework.context(), defended::contains, new BoundConfigurations(framework.context(), bundle -> true));
        defended.add(installed(
                "module",
                TestJar.bundle("module", "1.0.0")
                        .header("Service-Component", "OSGI-INF/a*.xml, OSGI-INF/broken.xml,OSGI-INF/missing.xml")
                        .file("OSGI-INF/all.xml", COMPONENTS)
                        .file("OSGI-INF/broken.xml", "<component name=")
                        .file("OSGI-INF/other.xml", COMPONENTS.replace("named", "unlisted"))));
    }

    private Bundle installed(String name, TestJar jar) throws Exception {
        return framework.context().installBundle("test:" + name, new ByteArrayInputStream(jar.bytes()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "named",
                "first",
                "second",
                "a.Unnamed",
                "first|module",
                "first|module|1.0.0|test:module",
                "first~any",
                "first|module~any",
                "first.0f8fad5b-d9cb-469f-a165-70867728950e"
            })
    void namesAndPidsOfComponentsAndWhatIsMadeOfThemAreTheBundles(String pid) {
        assertThat(configurations.test(pid)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "a.Named", "unlisted", "first.other", "firstborn", "fir", "other|first", ""})
    void othersAreNot(String pid) {
        assertThat(configurations.test(pid)).isFalse();
    }

    @Test
    void thePidsOfItsServicesAreABundlesToo() throws Exception {
        Bundle managed = installed("managed", TestJar.bundle("managed", "1.0.0"));
        managed.start();
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("service.pid", new String[] {"one", "two"});
        managed.getBundleContext().registerService(Runnable.class, () -> {}, properties);
        properties.put("service.pid", List.of("three"));
        managed.getBundleContext().registerService(Runnable.class, () -> {}, properties);

        assertThat(List.of("one", "two", "three")).noneMatch(configurations);
        defended.add(managed);
        assertThat(List.of("one", "two", "three")).allMatch(configurations);
    }

    @Test
    void anUpdatedBundleHasThePidsOfItsNewContent() throws Exception {
        assertThat(configurations.test("first")).isTrue();

        defended.iterator()
                .next()
                .update(new ByteArrayInputStream(TestJar.bundle("module", "2.0.0")
                        .header("Service-Component", "OSGI-INF/all.xml")
                        .file("OSGI-INF/all.xml", COMPONENTS.replace("first", "new"))
                        .bytes()));

        assertThat(configurations.test("new")).isTrue();
        assertThat(configurations.test("first")).isFalse();
    }
}
