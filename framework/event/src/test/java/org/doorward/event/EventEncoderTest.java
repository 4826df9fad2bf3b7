package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.IntFunction;
import org.doorward.module.PathArgument.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Room, cuts, and texts that do harm while they are read. */
class EventEncoderTest {
    private final EventEncoder event = new EventEncoder();

    @BeforeEach
    void begin() {
        event.begin(KindSpec.application("payment.transfer", List.of()));
    }

    private List<Statement> statements() {
        EventDecoder decoder = new EventDecoder().wrap(event.array(), 0, event.length());
        decoder.next();
        return Statement.read(decoder);
    }

    @Test
    void anEventNeverPassesTheMaximum() {
        for (int i = 0; i < 200; i++) {
            event.section("m", "k" + i);
            event.field("text", "x".repeat(4000));
        }
        event.denial("m", null, "x".repeat(4000), false);

        assertThat(event.length()).isLessThanOrEqualTo(EventLayout.MAXIMUM);
    }

    @Test
    void whatDoesNotFitIsCounted() {
        event.section("m", "k");
        for (int i = 0; i < 100; i++) {
            event.field("text" + i, "x".repeat(4000));
        }
        event.length();
        int fitted = event.cut();
        event.field("more", 1);

        assertThat(fitted).isPositive();
        assertThat(event.cut()).isEqualTo(fitted + 1);
        EventDecoder decoder = new EventDecoder().wrap(event.array(), 0, event.length());
        int kept = 0;
        int said = 0;
        for (int tag = decoder.next(); tag != 0; tag = decoder.next()) {
            kept += (tag & EventLayout.FIELD) != 0 ? 1 : 0;
            said = tag == EventLayout.TAG_CUT ? decoder.readInt() : said;
        }
        assertThat(kept + fitted).isEqualTo(100);
        assertThat(said).isEqualTo(fitted + 1);
    }

    @Test
    void theCountFitsWhateverTheExitAdds() {
        for (int i = 0; i < 200; i++) {
            event.denial("m" + i, "x".repeat(1024), "x".repeat(4000), false);
        }
        event.outcome(false, -13, null);
        for (int before = event.cut(); event.cut() == before; ) {
            event.key(""); // the smallest that the exit adds: no room is left for another
        }

        assertThat(event.cut()).isPositive();
        assertThat(event.length()).isLessThanOrEqualTo(EventLayout.MAXIMUM);
        EventDecoder decoder = new EventDecoder().wrap(event.array(), 0, event.length());
        int last = 0;
        for (int tag = decoder.next(); tag != 0; tag = decoder.next()) {
            last = tag;
        }
        assertThat(last).isEqualTo(EventLayout.TAG_CUT);
        assertThat(decoder.readInt()).isEqualTo(event.cut());
    }

    /** Whatever is left of the array when the count is added: to the byte. */
    @Test
    void theLengthDoesNotChangeTheArray() {
        for (int limit = 2048 - 64; limit <= 2048; limit++) {
            event.begin(KindTable.contract().find("process.exec"));
            event.limit(limit);
            event.argv(1);
            event.argvText("x".repeat(5000));
            byte[] array = event.array();

            assertThat(event.length()).isGreaterThan(limit);
            assertThat(event.array()).as("limit [%d]", limit).isSameAs(array);
        }
    }

    @Test
    void aFieldWhoseSectionDidNotFitIsLeftOutWithIt() {
        event.section("a", "k");
        event.field("of_a", 1);
        for (int i = 0; i < 60; i++) {
            event.field("much", "x".repeat(4096));
        }
        event.section("b".repeat(64), "k");
        event.field("of_b", 1);

        assertThat(statementsBeforeTheCut()).contains(new Statement.Number("of_a", 1, true));
        assertThat(statementsBeforeTheCut()).doesNotContain(new Statement.Number("of_b", 1, true));
    }

    /** Those with these tags. */
    private List<Statement> statements(int... tags) {
        EventDecoder decoder = new EventDecoder().wrap(event.array(), 0, event.length());
        List<Statement> all = new java.util.ArrayList<>();
        for (int tag = decoder.next(); tag != 0; tag = decoder.next()) {
            for (int wanted : tags) {
                if (tag == wanted) {
                    all.add(Statement.read(decoder, tag));
                }
            }
        }
        return all;
    }

    private List<Statement> statementsBeforeTheCut() {
        EventDecoder decoder = new EventDecoder();
        decoder.wrap(event.array(), 0, event.length());
        List<Statement> all = new java.util.ArrayList<>();
        for (int tag = decoder.next(); tag != 0 && tag != EventLayout.TAG_CUT; tag = decoder.next()) {
            if (tag == (EventLayout.TAG_NUMBER | EventLayout.FIELD)) {
                all.add(new Statement.Number(decoder.readName(), decoder.readLong(), true));
            }
        }
        return all;
    }

    @Test
    void aLargeArrayIsGivenBackOnTheNextEvent() {
        for (int i = 0; i < 30; i++) {
            event.text("t", "x".repeat(4000));
        }
        assertThat(event.array()).hasSizeGreaterThan(64 * 1024);
        begin();

        assertThat(event.array()).hasSizeLessThanOrEqualTo(1024);
        event.number("n", 1);
        assertThat(statements()).containsExactly(new Statement.Number("n", 1, false));
    }

    @Test
    void aCutFallsOnACharacterBoundaryAndSaysTheLengthBefore() {
        event.text("note", "a" + "\ud83d\ude00".repeat(2000));

        assertThat(statements())
                .containsExactly(new Statement.Text("note", "a" + "\ud83d\ude00".repeat(1023), 8001, false, false));
    }

    @Test
    void aTextOfExactlyTheMaximumIsNotCut() {
        event.text("note", "x".repeat(4096));
        event.text("more", "x".repeat(4097));

        assertThat(statements())
                .containsExactly(
                        new Statement.Text("note", "x".repeat(4096), 4096, false, false),
                        new Statement.Text("more", "x".repeat(4096), 4097, false, false));
    }

    @Test
    void aTextThatThrowsIsTakenBackWhole() {
        event.number("before", 1);
        IllegalStateException failure = new IllegalStateException("mine");
        CharSequence throwing = text(10, i -> {
            if (i == 5) {
                throw failure;
            }
            return 'x';
        });

        assertThatThrownBy(() -> event.field("field", throwing)).isSameAs(failure);
        assertThatThrownBy(() -> event.path(Role.OBJECT, throwing)).isSameAs(failure);
        assertThatThrownBy(() -> event.sectionRule(throwing)).isSameAs(failure);
        assertThatThrownBy(() -> event.denial("m", throwing, "reason", true)).isSameAs(failure);
        assertThatThrownBy(() -> event.denial("m", "rule", throwing, true)).isSameAs(failure);
        assertThatThrownBy(() -> event.argvText(throwing)).isSameAs(failure);
        assertThatThrownBy(() -> event.unresolvedAddress("address", throwing, 80))
                .isSameAs(failure);
        event.number("after", 2);

        assertThat(statements())
                .containsExactly(new Statement.Number("before", 1, false), new Statement.Number("after", 2, false));
    }

    @Test
    void aTextThatGrowsIsHeldToItsFirstLength() {
        int[] length = {1};
        CharSequence growing = new CharSequence() {
            @Override
            public int length() {
                int now = length[0];
                length[0] = 4000;
                return now;
            }

            @Override
            public char charAt(int index) {
                return 'x';
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                throw new UnsupportedOperationException();
            }
        };
        event.field("field", growing);
        event.number("after", 2);

        assertThat(statements())
                .containsExactly(
                        new Statement.Text("field", "xxx", 3, true, false), new Statement.Number("after", 2, false));
    }

    @Test
    void aTextThatWritesWhileItIsReadIsRefused() {
        CharSequence writing = text(4, i -> {
            event.outcome(true, 0, null);
            return 'x';
        });
        assertThatThrownBy(() -> event.field("field", writing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a text wrote into the event that it is read for: expected none that does");

        CharSequence stubborn = text(4, i -> {
            try {
                event.key("forged");
            } catch (IllegalStateException e) {
                return 'y';
            }
            return 'x';
        });
        event.field("field", stubborn);

        assertThat(statements()).containsExactly(new Statement.Text("field", "yyyy", 4, true, false));
    }

    @Test
    void anArgumentThatDoesNotFitIsShortenedAndCounted() {
        event.limit(2048);
        event.argv(3);
        event.argvText("short");
        event.argvText("\u00e4".repeat(3000));
        assertThat(event.cut()).isEqualTo(1);
        event.argvText("left out");
        event.key("of the exit");

        assertThat(event.cut()).isEqualTo(2);
        assertThat(event.length()).isBetween(2000, 2100);
        EventDecoder decoder = new EventDecoder().wrap(event.array(), 0, event.length());
        int arguments = 0;
        for (int tag = decoder.next(); tag != 0; tag = decoder.next()) {
            if (tag == EventLayout.TAG_ARGV_ARGUMENT) {
                arguments++;
                assertThat(decoder.readByte()).isEqualTo(arguments == 1 ? 0 : EventLayout.REST_NOT_PLAIN);
                assertThat(decoder.readTextLength()).isEqualTo(arguments == 1 ? 5 : 6000);
            }
        }
        assertThat(arguments).isEqualTo(2);
    }

    /** The rest decides how the whole would have been written, hence how long its encoded form is. */
    @Test
    void whatIsCutOffIsKnownToBePlainOrNot() {
        event.limit(2048);
        event.argv(1);
        event.argvText("x".repeat(5000));
        assertThat(flagsOfArgument()).isZero();

        begin();
        event.limit(2048);
        event.argv(1);
        event.argvText("x".repeat(5000) + " ");
        assertThat(flagsOfArgument()).isEqualTo(EventLayout.REST_NOT_PLAIN);
    }

    private int flagsOfArgument() {
        EventDecoder decoder = new EventDecoder().wrap(event.array(), 0, event.length());
        while (decoder.next() != EventLayout.TAG_ARGV_ARGUMENT) {}
        return decoder.readByte();
    }

    /** The child of a process and the peer of a connection are known at the exit only. */
    @Test
    void childAndPeerAreWrittenHoweverLongTheArgumentsAre() {
        event.limit(2048);
        event.argv(1);
        event.argvText("x".repeat(5000));
        event.process("child", 7, "sh");
        event.address("address", new byte[4], 0, 80, null);

        assertThat(event.cut()).isEqualTo(1);
        assertThat(statements(EventLayout.TAG_PROCESS, EventLayout.TAG_ADDRESS))
                .containsExactly(
                        new Statement.Process("child", 7, -1, -1, -1, "sh"),
                        new Statement.Address("address", List.of((byte) 0, (byte) 0, (byte) 0, (byte) 0), 0, 80, null));
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        assertThatThrownBy(() -> event.address("peer", new byte[5], 0, 80, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address [peer] has [5] bytes: expected 4 or 16");
        assertThatThrownBy(() -> event.address("peer", new byte[4], 0, 65536, null))
                .hasMessage("port of [peer] is [65536]: expected 0 to 65535, -1 for none");
        assertThatThrownBy(() -> event.unresolvedAddress("peer", "host", -2))
                .hasMessage("port of [peer] is [-2]: expected 0 to 65535, -1 for none");
        assertThat(statements()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "1a", "a b", "a=b", "a\n", "_a", "\u00e4", "a23456789012345678901234567890123"})
    void aFieldNameOfAnotherFormIsRefused(String name) {
        String expected = "field [" + name + "]: a name has 1 to 32 of a-z 0-9 _ and begins with a letter";
        assertThatThrownBy(() -> event.field(name, "x")).hasMessage(expected);
        assertThatThrownBy(() -> event.field(name, 1)).hasMessage(expected);
        assertThatThrownBy(() -> event.field(name, 1, 2)).hasMessage(expected);
        assertThatThrownBy(() -> event.field(name, true)).hasMessage(expected);
        assertThatThrownBy(() -> event.fieldSecret(name)).hasMessage(expected);
        assertThatThrownBy(() -> event.fieldHashed(name, "x")).hasMessage(expected);
        assertThat(statements()).isEmpty();
    }

    @Test
    void aNumberHasAtMostEighteenDecimals() {
        assertThatThrownBy(() -> event.field("n", 1, 19)).hasMessage("decimals of [n] must be 0 to 18: decimals=19");
        assertThatThrownBy(() -> event.field("n", 1, -1)).hasMessage("decimals of [n] must be 0 to 18: decimals=-1");
    }

    private static CharSequence text(int length, IntFunction<Character> characters) {
        return new CharSequence() {
            @Override
            public int length() {
                return length;
            }

            @Override
            public char charAt(int index) {
                return characters.apply(index);
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
