package org.doorward.core.woven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {
    private static class Base {
        private static String common = "c";
        private final String secret = "s";
    }

    private static final class Inner extends Base {
        private final Base base = new Base();

        public int size() {
            return 7;
        }
    }

    private static final MethodType TYPE = MethodType.methodType(Inner.class, String.class, boolean.class, Inner.class);
    private static final Places PLACES = new Places(Inner.class, TYPE, MethodHandles.lookup());

    private final Inner self = new Inner();
    private final Inner third = new Inner();
    private final Inner result = new Inner();
    private final Object[] call = {null, result, null, self, "first", true, third};

    private Object read(String place) {
        return PLACES.parse(place).read(call);
    }

    @Test
    void parametersTheObjectAndTheResultAreReadWhereTheyStand() {
        assertThat(read("this")).isSameAs(self);
        assertThat(read("a1")).isEqualTo("first");
        assertThat(read("a3")).isSameAs(third);
        assertThat(read("result")).isSameAs(result);
    }

    @Test
    void aFieldIsReadHoweverPrivateAndOfASuperclassTooAndElseTheMethod() {
        assertThat(read("this.secret")).isEqualTo("s");
        assertThat(read("a3.base.secret")).isEqualTo("s");
        assertThat(read("this.size")).isEqualTo(7);
        assertThat(read("a3.base")).isSameAs(third.base);
    }

    @Test
    void aFieldOfTheClassIsReadWithoutAnObjectToo() {
        call[3] = null;
        assertThat(read("this.common")).isEqualTo("c");
        Base.common = "d";
        assertThat(read("this.common")).isEqualTo("d");
        Base.common = "c";
    }

    @Test
    void oneOfTwoFieldsIsRead() {
        assertThat(read("a2?this.secret:this.size")).isEqualTo("s");
        call[5] = false;
        assertThat(read("a2?this.secret:this.size")).isEqualTo(7);
    }

    @Test
    void nothingIsThereWhereTheObjectIsMissing() {
        call[6] = null;
        assertThat(read("a3.base.secret")).isNull();
    }

    @Test
    void wordsFolderAndNameAndSeveralTogether() {
        assertThat(read("const(read)")).isEqualTo("read");
        assertThat(read("a2?yes:no")).isEqualTo("yes");
        assertThat(read("a2?-:no")).isNull();
        assertThat(read("this.secret+a1")).isEqualTo(new Place.Below("s", "first"));
        assertThat(read("const(x)+a1+const(y)")).isEqualTo(new Place.Below("x", new Place.Below("first", "y")));
        assertThat(((Place.Together) read("a1&a2")).values()).containsExactly("first", true);
    }

    @Test
    void whatIsKnownOnlyAfterwardsSaysSo() {
        assertThat(PLACES.parse("result").atExit()).isTrue();
        assertThat(PLACES.parse("result.size").atExit()).isTrue();
        assertThat(PLACES.parse("exit.a3.base").atExit()).isTrue();
        assertThat(PLACES.parse("exit.a1&a2").atExit()).isTrue();
        assertThat(PLACES.parse("a3.base").atExit()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a4, the method has 3 parameters",
        "x, 'expected aN, this, result'",
        "this.none, neither field nor method [none]"
    })
    void aPlaceThatIsNotThereIsRefusedWithItsTextAndTheMethod(String place, String why) {
        assertThatThrownBy(() -> PLACES.parse(place))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("place [" + place + "]")
                .hasMessageContaining("Inner")
                .hasMessageContaining(why);
    }
}
