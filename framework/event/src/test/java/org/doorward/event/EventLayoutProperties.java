package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.doorward.audit.Lane;
import org.doorward.module.PathArgument.Role;

/** What the encoder is told the decoder says, and no bytes lead the decoder astray. */
class EventLayoutProperties {
    private static final List<String> KINDS =
            List.of("file.rename", "process.exec", "network.connect", "runtime.loadlibrary", "process.kill");

    private final EventEncoder encoder = new EventEncoder();
    private final EventDecoder decoder = new EventDecoder();

    @Property
    void whatIsWrittenIsReadBackInOrder(
            @ForAll("kinds") KindSpec kind,
            @ForAll Lane lane,
            @ForAll long stamp,
            @ForAll long serial,
            @ForAll("statements") List<Statement> statements) {
        encoder.begin(kind);
        encoder.lane(lane);
        statements.forEach(statement -> statement.write(encoder));
        encoder.stamp(stamp, serial);
        byte[] bytes = Arrays.copyOfRange(encoder.array(), 0, encoder.length() + 5);

        decoder.wrap(bytes, 0, encoder.length());

        assertThat(decoder.isOperation()).isTrue();
        assertThat(decoder.lane()).isEqualTo(lane);
        assertThat(decoder.stampMillis()).isEqualTo(stamp);
        assertThat(decoder.serial()).isEqualTo(serial);
        assertThat(decoder.next()).isEqualTo(EventLayout.TAG_KIND);
        assertThat(decoder.readByte() != 0).isEqualTo(kind.application());
        assertThat(decoder.readToken()).isEqualTo(kind.name());
        assertThat(Statement.read(decoder)).isEqualTo(statements);
        assertThat(encoder.cut()).isZero();
    }

    /** A decoder that reads beyond an entry, loops, or throws something else fails here. */
    @Property(tries = 2000)
    void arbitraryBytesAreRefusedWithAReasonOrRead(
            @ForAll("entries") byte[] entries, @ForAll @IntRange(max = 9) int shift) {
        byte[] event = asEvent(entries, shift);
        int steps = 0;
        try {
            decoder.wrap(event, shift, event.length - 2 * shift);
            decoder.bundle();
            decoder.rewind();
            for (int tag = decoder.next(); tag != 0; tag = decoder.next()) {
                steps++;
                assertThat(decoder.at()).isBetween(shift + EventLayout.HEAD + 5, event.length - shift);
                assertThat(decoder.at() + decoder.left()).isBetween(decoder.at(), event.length - shift);
                readAs(tag);
            }
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("not an event: byte ");
        }
        assertThat(steps).isLessThanOrEqualTo(event.length / 5);
    }

    private void readAs(int tag) {
        switch (tag & 7) {
            case 0 -> decoder.readName();
            case 1 -> decoder.readToken();
            case 2 -> decoder.readLong();
            case 3 -> decoder.readInt();
            case 4 -> decoder.readTextLength();
            default -> decoder.readByte();
        }
    }

    @Property
    void aHeadThatLiesIsRefused(@ForAll @Size(max = 60) byte[] bytes) {
        try {
            decoder.wrap(bytes, 0, bytes.length);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("not an event: byte 0: ");
            return;
        }
        assertThat(bytes).hasSizeGreaterThanOrEqualTo(EventLayout.HEAD);
    }

    /** The text form takes any bytes: they are an event, or refused. */
    @Property(tries = 2000)
    void arbitraryBytesAreRefusedOrWritten(@ForAll("entries") byte[] entries) {
        byte[] event = asEvent(entries, 0);
        EventText text = new EventText(ContractTrail.process(), new byte[] {1});
        try {
            EventTextProperties.assertLines(text.format(event, 0, event.length));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Entries behind a head that is right, with bytes around it that must not be read. */
    static byte[] asEvent(byte[] entries, int shift) {
        int length = EventLayout.HEAD + entries.length;
        byte[] event = new byte[shift + length + shift];
        Arrays.fill(event, (byte) 0x7f);
        Arrays.fill(event, shift, shift + EventLayout.HEAD, (byte) 0);
        event[shift + 2] = (byte) (length >> 8);
        event[shift + 3] = (byte) length;
        event[shift + EventLayout.AT_VERSION] = EventLayout.VERSION;
        event[shift + EventLayout.AT_FORM] = entries.length % 3 == 0
                ? EventLayout.FORM_FACT
                : entries.length % 3 == 1 ? EventLayout.FORM_OPERATION : EventLayout.FORM_ENTRY;
        System.arraycopy(entries, 0, event, shift + EventLayout.HEAD, entries.length);
        return event;
    }

    @Provide
    Arbitrary<KindSpec> kinds() {
        Arbitrary<KindSpec> own = Arbitraries.of(KindTable.contract().all());
        Arbitrary<KindSpec> application = Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(32)
                .map(word -> KindSpec.application(word + "." + word, List.of()));
        return Arbitraries.oneOf(own, application);
    }

    @Provide
    Arbitrary<List<Statement>> statements() {
        return Statement.any().list().ofMaxSize(20);
    }

    /** Bytes that are nearly entries: right ones of which some bytes are replaced, and mere noise. */
    @Provide
    Arbitrary<byte[]> entries() {
        Arbitrary<byte[]> right = Statement.any().list().ofMaxSize(6).map(statements -> {
            EventEncoder event = new EventEncoder();
            if (statements.size() == 3) {
                event.begin(RecordType.USER);
            } else {
                event.begin(KindTable.contract().find(KINDS.get(statements.size() % KINDS.size())));
            }
            statements.forEach(statement -> statement.write(event));
            return Arrays.copyOfRange(event.array(), EventLayout.HEAD, event.length());
        });
        Arbitrary<byte[]> spoilt = right.flatMap(bytes -> Arbitraries.integers()
                .between(0, Math.max(0, bytes.length - 1))
                .list()
                .ofMaxSize(4)
                .flatMap(places -> Arbitraries.bytes()
                        .list()
                        .ofSize(places.size())
                        .map(values -> {
                            byte[] changed = bytes.clone();
                            for (int i = 0; i < places.size() && changed.length > 0; i++) {
                                changed[places.get(i)] = values.get(i);
                            }
                            return changed;
                        })));
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        return Arbitraries.oneOf(right, spoilt, noise);
    }

    /** Whatever the parts: half characters, names that are cut, prefixes that are cut. */
    @Property
    void aPathInTwoPartsIsWrittenAsOneThatIsComposed(
            @ForAll @StringLength(max = 40) String folder,
            @ForAll @IntRange(min = 1, max = 5_000) int times,
            @ForAll @StringLength(max = 40) String name,
            @ForAll @IntRange(min = 1, max = 200) int nameTimes) {
        String prefix = new String(
                ("/" + folder.repeat(1 + times / 40) + "/").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String rest = name.repeat(nameTimes);

        assertThat(path(event -> event.path(Role.SOURCE, prefix.getBytes(StandardCharsets.UTF_8), rest)))
                .isEqualTo(path(event -> event.path(Role.SOURCE, prefix + rest)));
    }

    private static byte[] path(Consumer<EventEncoder> writer) {
        EventEncoder event = new EventEncoder();
        event.begin(KindTable.contract().find("file.open"));
        writer.accept(event);
        return Arrays.copyOf(event.array(), event.length());
    }
}
