package org.doorward.itest.benchmarks.delivery;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A trail of 1,000 operations a second, each a millisecond after the other, as Doorward writes them: 40 bundles, 50,000 files, 20 keys. */
enum OperationsTrail {
    /** Each seventh fails, each tenth is denied by a module, each tenth is flagged by one. */
    BUSY,

    /** Each thousandth is denied by a module, has the key intrusion, and is done by user 1001; none of the others fails. */
    QUIET;

    private static final long FIRST_MILLIS = 1_750_000_000_000L;
    private static final int[] CALLS = {257, 87, 42, 82};
    private static final int BUNDLES = 40;
    private static final int FILES = 50_000;
    private static final int KEYS = 20;

    /** Writes whole events until the file has at least so many bytes; how many it has. */
    long write(Path file, long bytes) throws IOException {
        return write(file, bytes, 1);
    }

    /** The same, from a serial on. */
    long write(Path file, long bytes, long first) throws IOException {
        long written = 0;
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            StringBuilder event = new StringBuilder(2048);
            for (long serial = first; written < bytes; serial++) {
                event.setLength(0);
                append(event, serial);
                out.append(event);
                written += event.length();
            }
        }
        return written;
    }

    private void append(StringBuilder event, long serial) {
        long millis = FIRST_MILLIS + serial;
        String stamp = String.format("%d.%03d:%d", millis / 1000, millis % 1000, serial);
        String bundle = "org.example.b" + serial % BUNDLES;
        String path = "/srv/data/f" + serial % FILES;
        boolean rare = this == QUIET && serial % 1000 == 500;
        boolean denied = this == BUSY ? serial % 10 == 9 : rare;
        boolean failed = denied || this == BUSY && serial % 7 == 0;
        int user = rare ? 1001 : 1000;
        if (denied) {
            record(event, "AVC", stamp)
                    .append("avc:  denied  { open } for  pid=4242 comm=\"" + bundle + "\" path=\"" + path
                            + "\" scontext=" + bundle
                            + ":1.4.2 tcontext=unlabeled tclass=file permissive=0 module=\"secrets\" rule=\"r\"\n");
        }
        record(event, "SYSCALL", stamp)
                .append("arch=c000003e syscall=" + CALLS[(int) (serial % CALLS.length)] + " success="
                        + (failed ? "no exit=-13" : "yes exit=0")
                        + " a0=ffffff9c a1=0 a2=0 a3=0 items=1 ppid=4000 pid=4242 auid=" + user + " uid=" + user
                        + " gid=1000 euid=1000"
                        + " suid=1000 fsuid=1000 egid=1000 sgid=1000 fsgid=1000 tty=(none) ses=3 comm=\"" + bundle
                        + "\" exe=\"/srv/doorward/bundle/" + bundle + "-1.4.2.jar\" subj=" + bundle
                        + ":1.4.2 kind=file.open bundle=\"" + bundle
                        + "\" dur_us=42 lane=reliable options=read key=\"" + (rare ? "intrusion" : "k" + serial % KEYS)
                        + "\"\n");
        record(event, "CWD", stamp).append("cwd=\"/opt/doorward\"\n");
        record(event, "PATH", stamp).append("item=0 name=\"" + path + "\" nametype=NORMAL\n");
        if (this == BUSY && serial % 10 == 3) {
            record(event, "KERNEL_OTHER", stamp).append("module=\"secrets\" flag=\"secrets\" category=\"key\"\n");
        }
        record(event, "PROCTITLE", stamp)
                .append("proctitle=2F7573722F6C69622F6A766D2F6A646B2D31372F62696E2F6A617661002D6A617200646F6F7264\n");
    }

    private static StringBuilder record(StringBuilder event, String type, String stamp) {
        return event.append("type=")
                .append(type)
                .append(" msg=audit(")
                .append(stamp)
                .append("): ");
    }
}
