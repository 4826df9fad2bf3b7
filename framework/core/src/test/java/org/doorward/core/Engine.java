package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.doorward.audit.Lane;
import org.doorward.control.LossReason;
import org.doorward.control.Mode;
import org.doorward.event.EventSink;
import org.doorward.event.EventText;
import org.doorward.event.KindTable;
import org.doorward.event.ProcessIdentity;
import org.doorward.guard.OperationGuard;
import org.doorward.module.BundleMatch;
import org.doorward.module.SecurityModule;
import org.doorward.rules.RuleSet;
import org.doorward.rules.RuleSyntaxException;
import org.doorward.transport.Transport;
import org.doorward.transport.TransportSettings;
import org.doorward.transport.TransportStatus;

/** A core with a transport into memory. Closing it checks the ledger: nothing may be lost uncounted and no credit left behind. */
final class Engine implements AutoCloseable {
    static final Identity APPLICATION = new Identity("org.example.app", "1.0.0", "file:/srv/app-1.0.0.jar");

    /** What a test wants otherwise. */
    static final class Options {
        UnaryOperator<CoreSettings> settings = settings -> settings;
        TransportSettings transport = TransportSettings.defaults();
        SubjectResolver resolver = owner -> owner;
        /** False: nothing is kept, so that the drain allocates nothing. */
        boolean kept = true;
        /** False: time stands still until the test {@linkplain Engine#look looks}. */
        boolean watched = true;
    }

    private final List<byte[]> written = new ArrayList<>();
    private final Transport transport;
    private final Core core;
    private final boolean kept;
    private volatile Consumer<byte[]> onAppend = event -> {};
    private volatile boolean held;
    private volatile Runnable onSync = () -> {};

    Engine() {
        this(options -> {});
    }

    Engine(Consumer<Options> change) {
        Options options = new Options();
        change.accept(options);
        kept = options.kept;
        transport = new Transport(options.transport, new Memory(), (message, cause) -> {});
        transport.start();
        CoreSettings settings = options.settings.apply(CoreSettings.defaults().withWorkingFolder("/srv/work"));
        core = new Core(settings, KindTable.contract(), transport, options.resolver, options.watched);
    }

    /** Lets time pass, one tick for each look of the watchdog. */
    void look(int looks) {
        for (int i = 0; i < looks; i++) {
            core.watchdog().look();
        }
    }

    /** Holds the drain at the next event, where it spins and allocates nothing; or lets it go on. */
    void hold(boolean hold) {
        held = hold;
    }

    /** Runs before each sync of the sink, in the drain. */
    void onSync(Runnable action) {
        onSync = action;
    }

    Core core() {
        return core;
    }

    Transport transport() {
        return transport;
    }

    OperationGuard guard() {
        return core.guard(APPLICATION);
    }

    /** Runs for each event that reaches the sink, in the drain. */
    void onAppend(Consumer<byte[]> action) {
        onAppend = action;
    }

    static DeployedModule module(String name, SecurityModule service, String... hooks) {
        return module(name, Mode.ENFORCE, service, hooks);
    }

    static DeployedModule module(String name, Mode mode, SecurityModule service, String... hooks) {
        return ranked(name, 0, mode, service, hooks);
    }

    static DeployedModule ranked(String name, int ranking, Mode mode, SecurityModule service, String... hooks) {
        return new DeployedModule(
                name, "1.0.0", List.of(hooks), ranking, service, "org.example." + name + ":1.0.0", "", mode);
    }

    Engine modules(DeployedModule... modules) {
        core.publish(Arrays.asList(modules));
        return this;
    }

    Engine rules(String... lines) {
        try {
            core.setRules(RuleSet.parse("test.rules", List.of(lines)));
        } catch (RuleSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
        return this;
    }

    /** The records of all events so far, without their stamps, one string for each event. */
    List<String> events() {
        transport.sync();
        EventText text = new EventText(ProcessIdentity.current(null, "1.0.0"), new byte[] {1});
        synchronized (written) {
            return written.stream()
                    .map(event -> {
                        ByteBuffer lines = text.format(event, 0, event.length);
                        return StandardCharsets.US_ASCII.decode(lines).toString();
                    })
                    .toList();
        }
    }

    /** The events of operations. */
    List<String> operations() {
        return events().stream().filter(event -> event.contains("type=SYSCALL")).toList();
    }

    /** The facts of one record type. */
    List<String> facts(String type) {
        return events().stream()
                .filter(event -> event.startsWith("type=" + type + " "))
                .toList();
    }

    /** What is written after {@code name=} in the first record that has it. */
    static String field(String event, String name) {
        Matcher matcher = Pattern.compile("[ ']" + name + "=(\"[^\"]*\"|\\S+)").matcher(event);
        return matcher.find() ? matcher.group(1).replace("\"", "") : null;
    }

    /** The lines of one record type. */
    static List<String> records(String event, String type) {
        return event.lines()
                .filter(line -> line.startsWith("type=" + type + " "))
                .map(line -> line.substring(line.indexOf("): ") + 3))
                .collect(Collectors.toList());
    }

    @Override
    public void close() {
        held = false;
        core.close();
        transport.close();
        TransportStatus status = transport.status();
        for (Lane lane : Lane.values()) {
            long lost = 0;
            for (LossReason reason : LossReason.values()) {
                lost += status.lost(lane, reason);
            }
            assertThat(status.emitted(lane)).as("ledger of lane %s", lane).isEqualTo(status.written(lane) + lost);
        }
        assertThat(status.reservedEvents()).as("credits left behind").isZero();
        assertThat(status.reservedBytes()).as("bytes of credits left behind").isZero();
    }

    private final class Memory implements EventSink {
        @Override
        public void append(byte[] event, int offset, int length) {
            while (held) {
                Thread.onSpinWait();
            }
            if (!kept) {
                return;
            }
            byte[] copy = Arrays.copyOfRange(event, offset, offset + length);
            onAppend.accept(copy);
            synchronized (written) {
                written.add(copy);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void sync() {
            onSync.run();
        }

        @Override
        public void close() {}
    }

    /** A bundle that is only its names. */
    record Identity(String symbolicName, String version, String location, String label, boolean own)
            implements BundleIdentity {
        Identity(String symbolicName, String version, String location) {
            this(symbolicName, version, location, symbolicName + ":" + version, false);
        }

        /** What is the engine's own. */
        static Identity own(String symbolicName) {
            return new Identity(symbolicName, "1.0.0", "", symbolicName + ":1.0.0", true);
        }

        @Override
        public boolean matches(BundleMatch match) {
            return match.matches(symbolicName, location, Optional.empty());
        }
    }
}
