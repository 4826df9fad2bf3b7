package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What encoder and text form keep from event to event must not be seen: each event is as if it were the first. */
class RepetitionTest {
    private static final byte[] KEY = new byte[32];

    /** Events that share some of their words and differ in others. */
    private static final List<Consumer<EventEncoder>> EVENTS = List.of(
            event -> {
                event.begin(KindTable.contract().find("runtime.exit"));
                event.subject("org.example.app", "1.0.0", "file:/srv/app.jar", "org.example.app:1.0.0");
                event.key("one");
            },
            event -> {
                event.begin(KindTable.contract().find("runtime.exit"));
                event.subject("org.example.app", "1.0.0", "file:/srv/other.jar", "no label \u0001");
                event.key("one");
                event.key("two");
            },
            event -> {
                event.begin(KindTable.contract().find("runtime.halt"));
                event.subject("org.example.\u00e4pp", "1.0.0", "", "org.example.app:1.0.0");
                event.key("control\u0001\u007f");
            },
            event -> {
                event.begin(KindSpec.application("payment.transfer", List.of()));
                event.subject("org.example.app", null, "mvn:app", "org.example.app:1.0.0");
                event.text("note", "paid");
                event.section("secrets", "one");
                event.field("note", "paid");
            },
            event -> {
                event.begin(KindSpec.application("payment.refund", List.of()));
                event.text("note", "a = b");
            });

    private static byte[] encoded(EventEncoder encoder, int which, int serial) {
        EVENTS.get(which).accept(encoder);
        encoder.outcome(true, 0, null);
        encoder.stamp(1_750_000_000_000L, serial);
        int length = encoder.length();
        return Arrays.copyOf(encoder.array(), length);
    }

    private static String text(EventText form, byte[] event) {
        ByteBuffer lines = form.format(event, 0, event.length);
        return StandardCharsets.UTF_8.decode(lines).toString();
    }

    private static EventText form() {
        return new EventText(ProcessIdentity.current(null, "1.0.0"), KEY);
    }

    @Property(tries = 300)
    void anEventIsEncodedAndWrittenAsIfItWereTheFirst(@ForAll @Size(max = 12) List<@IntRange(max = 4) Integer> order) {
        EventEncoder encoder = new EventEncoder();
        EventText form = form();
        for (int i = 0; i < order.size(); i++) {
            byte[] event = encoded(encoder, order.get(i), i + 1);

            assertThat(event).isEqualTo(encoded(new EventEncoder(), order.get(i), i + 1));
            assertThat(text(form, event)).isEqualTo(text(form(), event));
        }
    }
}
