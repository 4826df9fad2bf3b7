package org.doorward.tools;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Trails of system calls with all kinds of records beside them, also in an order that no kernel writes, as the forms that say who did what
 * to what tell them. Left out is what docs/aureport.md says the original does wrong there: names that end with {@code ..}.
 */
public final class GeneratedCalls {
    private static final Arbitrary<String> ARCHITECTURES =
            Arbitraries.of("c000003e", "c000003e", "40000003", "c00000b7", "ffff");
    private static final Arbitrary<Integer> NUMBERS = Arbitraries.of(
            0, 1, 2, 4, 9, 21, 39, 42, 43, 44, 45, 49, 57, 59, 62, 82, 83, 87, 88, 90, 91, 92, 93, 94, 105, 106, 113,
            117, 123, 132, 133, 137, 142, 144, 155, 159, 161, 165, 166, 170, 175, 176, 188, 190, 197, 200, 227, 257,
            260, 263, 264, 268, 313, 314, 316, 322, 5001);
    private static final Arbitrary<String> WORDS = Arbitraries.of("0", "ffffffff", "11", "ffffff9c", "3e8", "1b6");
    private static final Arbitrary<String> USERS =
            Arbitraries.of("0", "1", "999", "1000", "59999", "60000", "65534", "3000000000", "4294967295");
    private static final Arbitrary<String> KEYS = Arbitraries.of(
            "\"k\"", "(null)", "6B31016B32", "k", "\"a b\"", "01", "6B01", "\"\"", "6B226B", "\"k1,k2\"");
    private static final Arbitrary<String> PROGRAMS = Arbitraries.of(
            "\"/x\"", "\"/usr/bin/python3\"", "\"/usr/bin/bash\"", "2F7573722F62696E2F7368", "(null)", "\"/e x\"");
    private static final Arbitrary<String> NAMES = Arbitraries.of(
            "\"/etc/x\"",
            "\"x\"",
            "\"./x\"",
            "\"../x\"",
            "2F6120622E2E2F78",
            "\"/a/../b\"",
            "\"/a/./b/../c\"",
            "(null)",
            "\"/\"",
            "\"a..b\"",
            "\"/x//y..z\"",
            "2F780A79",
            "\"\"",
            "C3A4",
            "\"x/.\"");
    private static final List<String> BESIDE = List.of(
            "KERNEL_OTHER msg=audit(STAMP): kind=a name=\"kk\" key=\"zz\" amount=3",
            "EXECVE msg=audit(STAMP): argc=1 a0=\"x\"",
            "SOCKADDR msg=audit(STAMP): saddr=02001538C000020A0000000000000000",
            "SOCKADDR msg=audit(STAMP): saddr=0A0001BB0000000000000000000000000000FFFFC000020700000000",
            "SOCKADDR msg=audit(STAMP): saddr=01002F78",
            "OBJ_PID msg=audit(STAMP): opid=1 oauid=0 ouid=0 oses=1 ocomm=\"x\"",
            "CWD msg=audit(STAMP): cwd=\"/cwd\"",
            "CWD msg=audit(STAMP): cwd=2F63206420");
    private static final List<String> FIRST = List.of(
            "MAC_STATUS msg=audit(STAMP): enforcing=1 old_enforcing=0 auid=0 ses=1",
            "MAC_CONFIG_CHANGE msg=audit(STAMP): bool=b val=1 old_val=0 auid=0 ses=1",
            "MAC_POLICY_LOAD msg=audit(STAMP): auid=0 ses=1 lsm=selinux res=1",
            "CONFIG_CHANGE msg=audit(STAMP): auid=0 ses=1 op=set audit_enabled=1 old=0 res=1",
            "BPF msg=audit(STAMP): prog-id=3 op=UNLOAD",
            "ANOM_LINK msg=audit(STAMP): op=x ppid=1 pid=2 auid=0 uid=0 res=0",
            "ANOM_PROMISCUOUS msg=audit(STAMP): dev=lo prom=0 old_prom=256 auid=0 uid=0 gid=0 ses=1",
            "FANOTIFY msg=audit(STAMP): resp=1",
            "KERN_MODULE msg=audit(STAMP): name=\"m\"",
            "NETFILTER_CFG msg=audit(STAMP): table=filter family=2 entries=4 op=x",
            "AVC msg=audit(STAMP): avc:  denied  { open read } for  pid=9 comm=\"a\" path=\"/p\" scontext=a:1 tcontext=b:2"
                    + " tclass=file permissive=0");

    private GeneratedCalls() {}

    /** Lines; the events are some seconds apart. */
    public static Arbitrary<List<String>> trails() {
        return event().list().ofMinSize(1).ofMaxSize(40).map(events -> {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                String stamp = (1_750_000_000 + 3L * i) + "." + String.format("%03d", i) + ":" + (i + 1);
                events.get(i).forEach(record -> lines.add("type=" + record.replace("STAMP", stamp)));
            }
            return lines;
        });
    }

    private static Arbitrary<List<String>> event() {
        Arbitrary<List<String>> records = Combinators.combine(
                        Arbitraries.of(FIRST).list().ofMaxSize(1),
                        call(),
                        Arbitraries.of(BESIDE).list().ofMaxSize(3),
                        path().list().ofMaxSize(5),
                        Arbitraries.of("PROCTITLE msg=audit(STAMP): proctitle=6C73002D6C", "EOE msg=audit(STAMP): ")
                                .list()
                                .ofMaxSize(1))
                .as((first, call, beside, paths, last) -> {
                    List<String> all = new ArrayList<>(first);
                    all.add(call);
                    all.addAll(beside);
                    all.addAll(paths);
                    all.addAll(last);
                    return all;
                });
        return Arbitraries.frequencyOf(
                Tuple.of(9, records), Tuple.of(1, records.flatMap(all -> Arbitraries.shuffle(all))));
    }

    private static Arbitrary<String> call() {
        Arbitrary<String> what = Combinators.combine(
                        ARCHITECTURES, NUMBERS, Arbitraries.of(" success=yes", " success=no", ""))
                .as((architecture, number, success) ->
                        "arch=" + architecture + " syscall=" + number + success + " exit=0");
        Arbitrary<String> arguments = Combinators.combine(WORDS, WORDS, WORDS)
                .as((a, b, c) -> " a0=" + a + " a1=" + b + " a2=" + c + " a3=0");
        Arbitrary<String> who = Combinators.combine(
                        USERS, USERS, PROGRAMS, Arbitraries.of("\"c\"", "6320", "(null)"), KEYS)
                .as((login, user, program, command, key) -> " items=1 ppid=1 pid=9 auid=" + login + " uid=" + user
                        + " gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts0 ses=1 comm=" + command + " exe="
                        + program + " subj=u:r:t:s0-s0:c0,c2 key=" + key);
        return Combinators.combine(what, arguments, who)
                .as((call, words, subject) -> "SYSCALL msg=audit(STAMP): " + call + words + subject);
    }

    private static Arbitrary<String> path() {
        return Combinators.combine(
                        NAMES,
                        Arbitraries.of("", " inode=7 dev=00:01 mode=0100644 ouid=0", " inode=7 mode=040755", " mode=9"),
                        Arbitraries.of("", " obj=o:1"),
                        Arbitraries.of(" nametype=NORMAL", " nametype=PARENT", " nametype=CREATE", ""))
                .as((name, file, label, kind) ->
                        "PATH msg=audit(STAMP): item=0 name=" + name + file + label + kind + " cap_fp=0");
    }
}
