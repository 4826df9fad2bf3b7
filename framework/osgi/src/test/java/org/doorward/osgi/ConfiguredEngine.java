package org.doorward.osgi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.doorward.control.OperatorControl;
import org.doorward.core.Core;
import org.doorward.event.EventText;
import org.doorward.event.KindTable;
import org.doorward.event.ProcessIdentity;
import org.doorward.module.BundleMatch;
import org.doorward.trail.store.TrailFile;
import org.doorward.trail.store.TrailListener;
import org.doorward.transport.Transport;

/** A configuration over a real core, transport and trail; files, empty at first, count at first sight. */
final class ConfiguredEngine implements AutoCloseable {
    private final EngineHome home;
    private final TrailFile trail;
    private final Transport transport;
    private final Core core;
    private final LiveConfiguration configuration;

    ConfiguredEngine(Path folder, Consumer<List<BundleMatch>> transparent, Runnable changed) throws Exception {
        home = new EngineHome(folder);
        home.create(folder.resolveSibling("none"));
        EngineSettings settings = EngineSettings.defaults();
        EventText text = new EventText(ProcessIdentity.current(settings.node(), "1.0.0"), new byte[32]);
        trail = new TrailFile(settings.trail(home.trail()), text, TrailListener.NONE);
        transport = new Transport(settings.transport(), trail, (message, cause) -> {});
        transport.start();
        core = new Core(settings.core("nothing"), KindTable.contract(), transport, owner -> owner);
        write(home.settings(), "");
        write(home.rules(), "");
        configuration = new LiveConfiguration(
                home,
                settings,
                core,
                transparent,
                transport,
                next -> trail.configure(next.trail(home.trail())),
                changed,
                Duration.ZERO);
        configuration.load();
    }

    /** As an editor does that loses nothing. */
    static void write(Path file, String text) throws IOException {
        Path part = Files.writeString(file.resolveSibling(".part"), text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    EngineHome home() {
        return home;
    }

    Transport transport() {
        return transport;
    }

    Core core() {
        return core;
    }

    LiveConfiguration configuration() {
        return configuration;
    }

    OperatorControl operator() {
        return new OperatorSwitches(core, configuration);
    }

    /** What was recorded so far. */
    String records() throws IOException {
        transport.sync();
        return Files.readString(home.trail(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        core.close();
        transport.close();
        trail.close();
    }
}
