package org.doorward.itest.faults.victim;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.doorward.audit.Lane;
import org.doorward.transport.Transport;
import org.doorward.transport.TransportStatus;

/**
 * A process that does operations and writes their records, until something happens to it.
 *
 * <pre>
 *   it says    ready                    the trail is open
 *              ack PATH SERIAL          the record of this operation is durable
 *              done                     the reliable producers have done their number
 *              status NAME=N ...        its own account, when asked
 *              end NAME=N ...           the same after all is closed: it goes with code 0
 *   it is told status | stop | backlog_limit N | rate_limit N | backlog_wait_time N
 * </pre>
 */
public final class Victim {
    private final Said said = new Said();
    private final List<Producer> producers = new ArrayList<>();
    private final Map<Lane, AtomicLong> operations = new EnumMap<>(Lane.class);

    private Victim() {}

    public static void main(String[] arguments) throws Exception {
        new Victim().live(Options.parse(arguments));
    }

    private void live(Options options) throws Exception {
        try (Engine engine = new Engine(options)) {
            said.line("ready");
            begin(options, engine);
            BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (String line = told.readLine(); line != null && !line.equals("stop"); line = told.readLine()) {
                obey(line, engine.transport());
            }
            producers.forEach(Producer::end);
            for (Producer producer : producers) {
                producer.join();
            }
            engine.transport().close();
            said.line("end" + account(engine.transport()));
        }
        System.exit(0);
    }

    private void begin(Options options, Engine engine) {
        for (Lane lane : Lane.values()) {
            operations.put(lane, new AtomicLong());
            int many = lane == Lane.RELIABLE ? options.reliable() : options.lossy();
            for (int number = 1; number <= many; number++) {
                producers.add(new Producer(options, engine, lane, number, said, operations.get(lane)));
            }
        }
        producers.forEach(producer -> producer.setDaemon(true));
        producers.forEach(Thread::start);
        if (options.events() > 0) {
            Thread watch = new Thread(this::sayWhenDone);
            watch.setDaemon(true);
            watch.start();
        }
    }

    private void sayWhenDone() {
        try {
            for (Producer producer : producers) {
                producer.join();
            }
            said.line("done");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void obey(String line, Transport transport) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "status" -> said.line("status" + account(transport));
            case "backlog_limit" -> transport.setBacklogLimit(Integer.parseInt(words[1]));
            case "rate_limit" -> transport.setRateLimit(Integer.parseInt(words[1]));
            case "backlog_wait_time" -> transport.setBacklogWaitTimeMillis(Long.parseLong(words[1]));
            default -> throw new IllegalArgumentException("told [" + line + "]");
        }
    }

    private String account(Transport transport) {
        TransportStatus status = transport.status();
        StringBuilder account = new StringBuilder();
        for (Lane lane : Lane.values()) {
            String of = "_" + lane.token() + "=";
            account.append(" operations").append(of).append(operations.get(lane));
            account.append(" emitted").append(of).append(status.emitted(lane));
            account.append(" written").append(of).append(status.written(lane));
            account.append(" lost").append(of).append(status.lost(lane));
        }
        account.append(" serial=").append(status.lastSerial());
        account.append(" waits=").append(status.backlogWaits());
        account.append(" wall=").append(System.currentTimeMillis());
        return account.toString();
    }
}
