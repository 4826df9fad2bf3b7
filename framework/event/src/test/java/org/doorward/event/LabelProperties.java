package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A label is one word that no reader of trails takes for something else. */
class LabelProperties {
    @Property
    void everyNameAndVersionMakeALabelOfAtMost255Letters(@ForAll String name, @ForAll String version) {
        String label = Label.of(name, version);

        assertThat(label).matches("([A-Za-z0-9._:/@$\\[\\]-]|%[0-9A-F]{2})+").hasSizeLessThanOrEqualTo(255);
        assertThat(Label.checked(label)).isEqualTo(label);
    }

    @Property
    void whatIsNoLabelBecomesOne(@ForAll String label) {
        assertThat(Label.checked(label)).matches("([A-Za-z0-9._:/@$\\[\\]%-])+").hasSizeLessThanOrEqualTo(255);
    }

    @Example
    void namesOfBundlesStayAsTheyAreAndTheRestIsEscaped() {
        assertThat(Label.of("org.example.billing", "1.4.2")).isEqualTo("org.example.billing:1.4.2");
        assertThat(Label.of("odd name", "1.0.0")).isEqualTo("odd%20name:1.0.0");
        assertThat(Label.of("50%=x\n", null)).isEqualTo("50%25%3Dx%0A");
        assertThat(Label.of("\u00e4", "1")).isEqualTo("%C3%A4:1");
    }

    @Example
    void aCutSplitsNoEscape() {
        assertThat(Label.of("x".repeat(254) + " ", null)).isEqualTo("x".repeat(254));
        assertThat(Label.of("x".repeat(252) + " ", null)).isEqualTo("x".repeat(252) + "%20");
    }
}
