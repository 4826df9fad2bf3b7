package org.doorward.tools;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Trails of events as kernels, programs and Doorward write them, with values that collide, are hexadecimal, or are not there. Left out is
 * what docs/aureport.md says the original does wrong.
 */
public final class GeneratedTrails {
    private static final List<String> NAMES =
            List.of("/etc/passwd", "/srv/a b", "/srv/data/", "./x", "../y/z", "café", "20");
    private static final List<String> USER_TYPES = List.of(
            "USER_AUTH",
            "USER_LOGIN",
            "USER_MGMT",
            "USER_ACCT",
            "USER_CHAUTHTOK",
            "ADD_USER",
            "DEL_GROUP",
            "GRP_AUTH",
            "GRP_MGMT",
            "ROLE_ASSIGN",
            "USER_CMD",
            "USYS_CONFIG",
            "ANOM_ADD_ACCT",
            "ANOM_RBAC_FAIL",
            "RESP_ACCT_LOCK",
            "CRYPTO_KEY_USER",
            "USER_MAC_POLICY_LOAD",
            "USER_MAC_CONFIG_CHANGE",
            "VIRT_CONTROL",
            "MAC_CHECK",
            "SERVICE_START",
            "UNKNOWN[2900]");
    private static final List<String> CHANGE_TYPES =
            List.of("CONFIG_CHANGE", "MAC_STATUS", "MAC_POLICY_LOAD", "MAC_CONFIG_CHANGE", "MAC_UNLBL_ALLOW");
    private static final List<String> OTHER_TYPES = List.of(
            "INTEGRITY_DATA",
            "INTEGRITY_PCR",
            "ANOM_ABEND",
            "SECCOMP",
            "FEATURE_CHANGE",
            "NETFILTER_CFG",
            "DAEMON_START");

    private static final Arbitrary<Integer> IDS = Arbitraries.of(0, 7, 1000, 1001, -1);
    private static final Arbitrary<String> KEYS = Arbitraries.of("\"k1\"", "(null)", "6B31016B32", "\"passwd\"");
    private static final Arbitrary<String> RESULTS = Arbitraries.of("success", "failed");
    private static final Arbitrary<String> TEXTS = Arbitraries.of(NAMES).map(GeneratedTrails::encoded);

    private GeneratedTrails() {}

    /** Lines; the events are some seconds apart. */
    public static Arbitrary<List<String>> trails() {
        Arbitrary<List<String>> events = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, calls()),
                net.jqwik.api.Tuple.of(5, programs()),
                net.jqwik.api.Tuple.of(2, machines()),
                net.jqwik.api.Tuple.of(2, changes()),
                net.jqwik.api.Tuple.of(2, others()));
        return events.list().ofMinSize(1).ofMaxSize(25).map(GeneratedTrails::stamped);
    }

    /** Lines of events that began within a second and a half, each event's in their order, with those of others between them. */
    public static Arbitrary<List<String>> interleaved() {
        Arbitrary<List<List<String>>> events = Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(5, calls()),
                        net.jqwik.api.Tuple.of(1, programs()),
                        net.jqwik.api.Tuple.of(1, changes()))
                .list()
                .ofMinSize(2)
                .ofMaxSize(12);
        return Combinators.combine(events, Arbitraries.integers().between(1, 100), Arbitraries.randoms())
                .as((all, apartMillis, random) -> interleaved(all, apartMillis, random));
    }

    private static List<String> interleaved(List<List<String>> events, int apartMillis, Random random) {
        List<String> lines = new ArrayList<>();
        List<List<String>> begun = new ArrayList<>();
        int next = 0;
        while (next < events.size() || !begun.isEmpty()) {
            if (next < events.size() && (begun.isEmpty() || random.nextInt(3) == 0)) {
                long stamp = 1_750_000_000_000L + (long) next * apartMillis;
                String id = stamp / 1000 + "." + String.format("%03d", stamp % 1000) + ":" + (100 + next);
                List<String> records = new ArrayList<>();
                events.get(next++).forEach(record -> records.add(record.replace("STAMP", id)));
                lines.add(records.remove(0)); // events begin in the order of their stamps
                if (!records.isEmpty()) {
                    begun.add(records);
                }
                continue;
            }
            List<String> one = begun.get(random.nextInt(begun.size()));
            lines.add(one.remove(0));
            if (one.isEmpty()) {
                begun.removeIf(List::isEmpty);
            }
        }
        return lines;
    }

    private static List<String> stamped(List<List<String>> events) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            String stamp = (1_750_000_000 + 3L * i) + "." + String.format("%03d", i) + ":" + (100 + i);
            events.get(i).forEach(record -> lines.add(record.replace("STAMP", stamp)));
        }
        return lines;
    }

    /** As the kernel does it: quoted if plain, else hexadecimal. */
    private static String encoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            if (b < 0x21 || b == '"') {
                return HexFormat.of().withUpperCase().formatHex(bytes);
            }
        }
        return '"' + text + '"';
    }

    private static String id(int id) {
        return Integer.toUnsignedString(id);
    }

    private static Arbitrary<List<String>> calls() {
        Arbitrary<String> who = Combinators.combine(IDS, IDS, TEXTS, TEXTS, Arbitraries.of("(none)", "pts0"), KEYS)
                .as((auid, uid, comm, exe, tty, key) -> " ppid=1 pid=" + (40 + uid) + " auid=" + id(auid) + " uid="
                        + id(uid)
                        + " gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=" + tty + " ses=3 comm=" + comm
                        + " exe=" + exe + " subj=a:1.0 kind=file.open bundle=\"b\" key=" + key);
        Arbitrary<String> call = Combinators.combine(
                        Arbitraries.of(0, 2, 42, 257, 5001),
                        Arbitraries.of("yes", "no"),
                        who,
                        Arbitraries.of("c000003e", "40000003"))
                .as((number, success, rest, arch) -> "type=SYSCALL msg=audit(STAMP): arch=" + arch + " syscall="
                        + number + " success=" + success + " exit=0 a0=0 a1=0 a2=0 a3=0 items=0" + rest);
        Arbitrary<String> avc = Combinators.combine(Arbitraries.of("denied", "granted"), TEXTS, TEXTS)
                .as((decision, comm, path) -> "type=AVC msg=audit(STAMP): avc:  " + decision
                        + "  { open read } for  pid=9 comm=" + comm + " path=" + path
                        + " scontext=a:1.0 tcontext=o:2 tclass=file permissive=0 module=\"m\"");
        Arbitrary<String> path = Combinators.combine(
                        Arbitraries.oneOf(TEXTS, Arbitraries.just("(null)")),
                        Arbitraries.of("NORMAL", "PARENT", "DELETE"),
                        Arbitraries.of("", " obj=o:3", " cap_fp=0"))
                .as((name, kind, more) ->
                        "type=PATH msg=audit(STAMP): item=0 name=" + name + " nametype=" + kind + more);
        Arbitrary<String> address = Arbitraries.of(
                        "02001538C000020A0000000000000000",
                        "0A0001BB0000000000000000000000000000FFFFC000020700000000",
                        "01002F72756E2F6300",
                        "100000000000000000000000")
                .map(saddr -> "type=SOCKADDR msg=audit(STAMP): saddr=" + saddr);
        return Combinators.combine(
                        avc.list().ofMaxSize(2),
                        call,
                        address.list().ofMaxSize(1),
                        path.list().ofMaxSize(4),
                        Arbitraries.of(true, false))
                .as((decisions, syscall, addresses, paths, last) -> {
                    List<String> records = new ArrayList<>(decisions);
                    records.add(syscall);
                    records.addAll(addresses);
                    records.add("type=CWD msg=audit(STAMP): cwd=\"/work\"");
                    records.addAll(paths);
                    records.add("type=KERNEL_OTHER msg=audit(STAMP): module=\"m\" flag=\"k\" pid=77 comm=\"no\"");
                    if (last) {
                        records.add("type=PROCTITLE msg=audit(STAMP): proctitle=6A617661");
                    }
                    return records;
                });
    }

    private static Arbitrary<List<String>> programs() {
        Arbitrary<String> host = Arbitraries.of(
                " hostname=? addr=? ", " hostname=h1 addr=192.0.2.9 ", " hostname=? addr=2001:db8::1 ", " ");
        Arbitrary<String> account = Arbitraries.of(" acct=\"alice\"", " acct=28756E6B6E6F776E29", " acct=\"root\"");
        return Combinators.combine(Arbitraries.of(USER_TYPES), IDS, IDS, account, host, TEXTS, RESULTS)
                .as((type, uid, auid, acct, at, exe, result) ->
                        List.of("type=" + type + " msg=audit(STAMP): pid=" + (50 + uid)
                                + " uid=" + id(uid) + " auid=" + id(auid) + " ses=3 subj=s:1 msg='op=x" + acct
                                + " comm=\"c\" exe="
                                + exe + at + "terminal=ssh res=" + result + "'"));
    }

    private static Arbitrary<List<String>> machines() {
        return Combinators.combine(
                        Arbitraries.of("VIRT_CONTROL", "VIRT_RESOURCE", "VIRT_MACHINE_ID"),
                        Arbitraries.of(" vm=\"web\"", " vm=" + encoded("web 2"), " vm=3132", ""),
                        Arbitraries.of(" uuid=6f3e:8", " uuid=6f3e-8", ""),
                        RESULTS)
                .as((type, name, uuid, result) -> List.of("type=" + type
                        + " msg=audit(STAMP): pid=60 uid=0 auid=7 ses=3 subj=s:1 msg='virt=kvm op=start reason=x" + name
                        + uuid
                        + " vm-ctx=s:2 img-ctx=o:4 model=x vm-pid=9 exe=\"/usr/sbin/libvirtd\" hostname=? addr=? terminal=? res="
                        + result
                        + "'"));
    }

    /** Lines of one call of each of some numbers on each architecture. */
    public static List<String> calls(String... architectures) {
        List<List<String>> events = new ArrayList<>();
        for (String architecture : architectures) {
            for (int number : new int[] {1, 2, 5, 34, 39, 56, 93, 257, 295, 5001}) {
                events.add(List.of("type=SYSCALL msg=audit(STAMP): arch=" + architecture + " syscall=" + number
                        + " success=yes exit=0 a0=0 a1=0 a2=0 a3=0 items=0 ppid=1 pid=2 auid=0 uid=0 gid=0 euid=0 suid=0"
                        + " fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts0 ses=3 comm=\"c\" exe=\"/c\" key=(null)"));
            }
        }
        return stamped(events);
    }

    private static Arbitrary<List<String>> changes() {
        return Combinators.combine(
                        Arbitraries.of(CHANGE_TYPES),
                        IDS,
                        KEYS,
                        Arbitraries.of("", " res=1", " res=0"),
                        Arbitraries.of("", " path=\"/etc/x\""))
                .as((type, auid, key, result, path) -> List.of("type=" + type + " msg=audit(STAMP): auid=" + id(auid)
                        + " ses=1 subj=s op=add_rule" + path + " key=" + key + " list=4" + result));
    }

    private static Arbitrary<List<String>> others() {
        return Combinators.combine(Arbitraries.of(OTHER_TYPES), IDS, IDS, TEXTS, Arbitraries.of("0", "1"))
                .as((type, auid, uid, text, result) -> {
                    String head = "type=" + type + " msg=audit(STAMP): ";
                    String ids = " auid=" + id(auid) + " ses=7 subj=s";
                    return List.of(
                            switch (type) {
                                case "INTEGRITY_DATA", "INTEGRITY_PCR" ->
                                    head + "pid=17 uid=" + id(uid) + ids + " op=x cause=y comm=\"c\" name=" + text
                                            + " dev=\"a\" ino=9 res=" + result;
                                case "ANOM_ABEND", "SECCOMP" ->
                                    head + "auid=" + id(auid) + " uid=" + id(uid)
                                            + " gid=0 ses=7 subj=s pid=14 comm=\"c\" exe=" + text
                                            + " sig=11 arch=c000003e syscall=2 compat=0 res=" + result;
                                case "FEATURE_CHANGE" ->
                                    head + "ppid=1 pid=19 auid=" + id(auid) + " uid=" + id(uid)
                                            + " gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts0 ses=7 comm=\"c\" exe="
                                            + text + " subj=s feature=x res=" + result;
                                case "NETFILTER_CFG" ->
                                    head + "table=filter:1 family=2 entries=5 op=x pid=18 subj=s comm=\"nft\"";
                                default ->
                                    head + "op=start ver=1 format=raw kernel=k auid=" + id(auid) + " pid=4 uid="
                                            + id(uid) + " ses=3 subj=s res="
                                            + (result.equals("1") ? "success" : "failed");
                            });
                });
    }
}
