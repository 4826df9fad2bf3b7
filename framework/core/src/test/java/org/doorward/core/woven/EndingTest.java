package org.doorward.core.woven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.doorward.core.woven.Ending.Meaning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndingTest {
    @ParameterizedTest
    @ValueSource(strings = {"exception", "return"})
    void aReturnIsSuccess(String text) {
        assertThat(Ending.parse(text).of(null)).isEqualTo(Meaning.SUCCESS);
        assertThat(Ending.parse(text).of(false)).isEqualTo(Meaning.SUCCESS);
    }

    @Test
    void aValueMeansWhatTheRowSays() {
        assertThat(Ending.parse("boolean").of(false)).isEqualTo(Meaning.FAILURE);
        assertThat(Ending.parse("boolean").of(true)).isEqualTo(Meaning.SUCCESS);
        assertThat(Ending.parse("return:null=failure").of(null)).isEqualTo(Meaning.FAILURE);
        assertThat(Ending.parse("return:null=failure").of("null")).isEqualTo(Meaning.SUCCESS);
        assertThat(Ending.parse("return:-2=other row:35,40,66").of(-2)).isEqualTo(Meaning.ELSEWHERE);
        assertThat(Ending.parse("return:-2=other row:35,40,66").of(1)).isEqualTo(Meaning.SUCCESS);
        assertThat(Ending.parse("return:0=failure").of(0L)).isEqualTo(Meaning.FAILURE);
        assertThat(Ending.parse("return:null=none").of(null)).isEqualTo(Meaning.NONE);
        assertThat(Ending.parse("other row:108").of(null)).isEqualTo(Meaning.ELSEWHERE);
    }

    /** A result may be an object of the caller's: its toString is not called. */
    @Test
    void onlyValuesOfTheJdkAreCompared() {
        Object result = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("called");
            }
        };
        assertThat(Ending.parse("return:null=failure").of(result)).isEqualTo(Meaning.SUCCESS);
    }

    @Test
    void aRowSaysWhetherItGoesOnEndsAnotherOrIsWrittenAtEntry() {
        assertThat(Ending.parse("return:false=other row:40").mayGoOn()).isTrue();
        assertThat(Ending.parse("return").mayGoOn()).isFalse();
        assertThat(Ending.parse("return:false=none;of 35").endsAnother()).isTrue();
        assertThat(Ending.parse("exception").endsAnother()).isFalse();
        assertThat(Ending.parse("entry-only;of 35,38").entryOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "maybe", "return:x", "return:x=y", "exception;then 3"})
    void anOutcomeThatTheEngineDoesNotKnowIsRefusedWithItsText(String text) {
        assertThatThrownBy(() -> Ending.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[" + text + "]");
    }
}
