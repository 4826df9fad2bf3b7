package org.doorward.itest.faults.victim;

import java.io.IOException;
import org.doorward.event.Commit;
import org.doorward.event.EventEncoder;
import org.doorward.event.EventSink;
import org.doorward.event.EventText;
import org.doorward.event.ProcessIdentity;
import org.doorward.trail.store.TrailFile;
import org.doorward.trail.store.TrailSettings;
import org.doorward.transport.Account;
import org.doorward.transport.Reserve;
import org.doorward.transport.Transport;
import org.doorward.transport.TransportSettings;

/** Transport and trail put together as the engine does it, with a twin between them: all that these tests know of either. */
final class Engine implements AutoCloseable {
    private final EventSink trail;
    private final Transport transport;
    private final Account account;

    Engine(Options options) throws IOException {
        EventText text = new EventText(ProcessIdentity.current(null, "1.0.0"), new byte[] {1, 2, 3});
        TrailSettings settings = new TrailSettings(options.trail(), options.maxLogFileMegabytes(), options.numLogs());
        TrailFile file = options.twin().open(settings, text);
        trail = options.twin().over(file);
        transport = options.twin()
                .transport(
                        TransportSettings.defaults().withFailureMode(options.failureMode()),
                        trail,
                        (message, cause) -> System.err.println(message + (cause == null ? "" : ": " + cause)),
                        file.recovery().lastSerial());
        transport.start();
        account = transport.account("org.example.victim:1.0.0", "org.example.victim");
    }

    Transport transport() {
        return transport;
    }

    /** Room for a record of the reliable lane, before its operation; 0: there is none. */
    int reserve(int bytes) {
        return transport.reserve(bytes, Reserve.OPERATION, account);
    }

    /** Whether the record is kept; with {@code durable}: is on the disk. */
    boolean emit(EventEncoder event, int reserved, boolean durable) {
        return transport.emit(event, reserved, Reserve.OPERATION, account, durable ? Commit.EXIT : Commit.NONE);
    }

    @Override
    public void close() throws IOException {
        transport.close();
        trail.close();
    }
}
