package org.doorward.tools.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import org.doorward.tools.Run;
import org.doorward.tools.search.AusearchCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormTest {
    private static final String HEAD = " msg=audit(1750000000.007:7): ";

    @TempDir
    private Path folder;

    private String printed(String form, String... lines) throws IOException {
        Path trail = folder.resolve("audit.log");
        Files.write(trail, List.of(lines), StandardCharsets.ISO_8859_1);
        Run run = Run.of(
                AusearchCommand.over(() -> Path.of("nowhere")), List.of("-if", trail.toString(), "--format", form));
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    private String fields(String type, String fields) throws IOException {
        String out = printed("interpret", "type=" + type + HEAD + fields);
        return out.substring(out.indexOf(":7) : ") + 6, out.length() - 1);
    }

    @Test
    void numbersAreSaidInWords() throws IOException {
        assertThat(fields(
                        "SYSCALL",
                        "arch=c000003e syscall=257 success=no exit=-13 a0=ffffff9c a1=7f a2=241 a3=1b6 auid=4294967295 uid=0"
                                + " gid=0 key=6B31016B32"))
                .isEqualTo("arch=x86_64 syscall=openat success=no exit=EACCES(Permission denied) a0=AT_FDCWD a1=0x7f"
                        + " a2=O_WRONLY|O_CREAT|O_TRUNC a3=0x1b6 auid=unset uid=root gid=root key=k1 key=k2 ");
        assertThat(fields("PATH", "item=0 name=2F6120620A mode=0104755 cap_fp=3"))
                .isEqualTo("item=0 name=/a b\\012 mode=file,suid,755 cap_fp=chown,dac_override ");
        assertThat(fields("SOCKADDR", "saddr=02001F900A0000010000000000000000"))
                .isEqualTo("saddr={ saddr_fam=inet laddr=10.0.0.1 lport=8080 } ");
        assertThat(fields("PROCTITLE", "proctitle=6C73002D6C")).isEqualTo("proctitle=ls -l ");
        assertThat(fields("TRUSTED_APP", "key=6B31016B32"))
                .as("there a key is but a text")
                .isEqualTo("key=k1\\001k2 ");
    }

    @Test
    void theNameThatAuditdAddedGoesBeforeThatOfThisMachine() throws IOException {
        assertThat(fields("USER_ACCT", "uid=0 auid=0\u001dUID=\"alice\" AUID=unknown-user"))
                .isEqualTo("uid=alice auid=root ");
    }

    @Test
    void aNumberThatIsTooLargeIsSaidSo() throws IOException {
        assertThat(fields("USER_ACCT", "uid=99999999999999999999 sig=x"))
                .isEqualTo("uid=conversion error(99999999999999999999) sig=SIG0 ");
    }

    @Test
    void whatATerminalObeysIsEscapedWhereverItStands() throws IOException {
        String line = "type=USER_ACCT" + HEAD + "note=\u001b[2J \u0007 acct=1B5B324AC29B key=\"\u007f\" (\u001b";
        for (String form : List.of("default", "interpret", "json")) {
            assertThat(printed(form, line)).doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f]");
        }
        assertThat(printed("raw", line)).isEqualTo(line + "\n");
    }

    @Test
    void aByteThatIsNoUtf8StaysSeenAmongTextThatIs() throws IOException {
        String utf8 = new String("\u00e4".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(fields("USER_ACCT", "a=\u009b" + utf8 + "\u00ff")).isEqualTo("a=\\233\u00e4\u00ff ");
    }

    /** How a rename of Doorward's looks; the names of users come from the record, not from this machine. */
    private static final String[] RENAME = {
        "type=SYSCALL" + HEAD
                + "arch=c000003e syscall=82 success=no exit=-13 a0=0 a1=0 a2=0 a3=0 items=4 ppid=1 pid=2 auid=1000"
                + " uid=0 gid=0 euid=0 suid=0 fsuid=0 egid=0 sgid=0 fsgid=0 tty=(none) ses=3 comm=\"java\" exe=\"/opt/java\""
                + " subj=billing key=6B31016B32\u001dAUID=\"alice\"",
        "type=CWD" + HEAD + "cwd=\"/srv\"",
        "type=PATH" + HEAD + "item=0 name=\"/srv\" inode=1 mode=040755 nametype=PARENT",
        "type=PATH" + HEAD + "item=1 name=\"/srv\" inode=1 mode=040755 nametype=PARENT",
        "type=PATH" + HEAD + "item=2 name=\"./a\" inode=2 mode=0100644 obj=o:1 nametype=DELETE",
        "type=PATH" + HEAD + "item=3 name=\"b\" inode=3 mode=0100644 nametype=DELETE",
        "type=PATH" + HEAD + "item=4 name=\"../x/b\" inode=2 mode=0100644 nametype=CREATE",
        "type=PROCTITLE" + HEAD + "proctitle=\"java\""
    };

    @Test
    void whoDidWhatToWhatIsASentence() throws IOException {
        assertThat(printed("text", RENAME))
                .endsWith(" alice, acting as root, unsuccessfully renamed /srv/a to /x/b using /opt/java\n")
                .startsWith("At ");
        assertThat(printed(
                        "text",
                        "node=n1 type=USER_END" + HEAD
                                + "pid=1 uid=0 auid=4294967295 ses=3 msg='op=x exe=\"/x\" terminal=ssh res=success'"))
                .startsWith("On n1 at ")
                .endsWith(" system, acting as root, successfully ended-session ssh \n");
    }

    @Test
    void whoDidWhatToWhatIsARowBehindTheNames() throws IOException {
        assertThat(printed("csv", RENAME).lines().map(row -> row.replaceFirst(",\\d\\d/.*?,.*?,", ",DATE,TIME,")))
                .containsExactly(
                        "NODE,EVENT,DATE,TIME,SERIAL_NUM,EVENT_KIND,SESSION,SUBJ_PRIME,SUBJ_SEC,SUBJ_KIND,ACTION,RESULT,OBJ_PRIME,"
                                + "OBJ_SEC,OBJ_KIND,HOW",
                        ",SYSCALL,DATE,TIME,7,audit-rule,3,alice,root,privileged-acct,renamed,failed,/srv/a,2,file,/opt/java");
    }

    @Test
    void thePartsOfTheTimeAreThoseOfTheZoneToTheMinute() throws IOException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
        try {
            Path trail = folder.resolve("zone.log");
            Files.writeString(
                    trail, "type=USER msg=audit(1749932400.007:7): pid=1 uid=0 auid=0 ses=1 msg='op=x res=success'\n");
            Run run = Run.of(
                    AusearchCommand.over(() -> Path.of("nowhere")),
                    List.of("-if", trail.toString(), "--format", "csv", "--extra-time"));
            assertThat(run.out().lines())
                    .element(1)
                    .asString()
                    .startsWith(",USER,06/15/25,01:50:00,2025,06,15,7, 1,7,+05:30,7,unknown,1,root,root,");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void recordsWithoutASystemCallAreARowThatSaysNothing() throws IOException {
        assertThat(printed("csv", "type=CWD" + HEAD + "cwd=\"/\"", "type=PATH" + HEAD + "name=\"/\""))
                .endsWith(",7,,,,,,,,,,\n");
    }

    @Test
    void anEventIsAnObjectOnALine() throws IOException {
        assertThat(printed(
                        "json",
                        "node=n1 type=SYSCALL" + HEAD
                                + "syscall=2 success=yes exit=-2 comm=6120C3A4 tty=(none) key=6B31016B32",
                        "node=n1 type=PROCTITLE" + HEAD + "proctitle=6C73002D6C"))
                .isEqualTo("{\"time\":\"2025-06-15T15:06:40.007Z\",\"serial\":7,\"node\":\"n1\",\"records\":["
                        + "{\"type\":\"SYSCALL\",\"fields\":{\"syscall\":2,\"success\":true,\"exit\":-2,\"comm\":\"a \u00e4\","
                        + "\"tty\":\"(none)\",\"key\":[\"k1\",\"k2\"]}},"
                        + "{\"type\":\"PROCTITLE\",\"fields\":{\"proctitle\":[\"ls\",\"-l\"]}}]}\n");
    }

    @Test
    void whatAuditdAddedIsAnObjectOfTheRecord() throws IOException {
        assertThat(
                        printed(
                                "json",
                                "type=SOCKADDR" + HEAD
                                        + "saddr=02001F900A0000010000000000000000\u001dSADDR={ saddr_fam=inet laddr=10.0.0.9 lport=8080 }"))
                .endsWith("\"names\":{\"saddr\":{\"family\":\"inet\",\"address\":\"10.0.0.9\",\"port\":8080}}}]}\n");
        assertThat(printed("json", "type=USER" + HEAD + "uid=0\u001dUID=\"alice\""))
                .endsWith("\"fields\":{\"uid\":0},\"names\":{\"uid\":\"alice\"}}]}\n");
    }

    @Test
    void theHeadEndsBehindTheStampWhateverTheNameOfTheMachine() throws IOException {
        String line = "node=h(x) type=USER" + HEAD + "pid=1";
        assertThat(printed("interpret", line)).endsWith(":7) : pid=1 \n").doesNotContain("audit(1750");
        assertThat(printed("json", line)).contains("\"fields\":{\"pid\":1}");
    }

    @Test
    void whatAProgramWroteIsAnObjectWithinTheRecord() throws IOException {
        assertThat(
                        printed(
                                "json",
                                "type=USER_AVC" + HEAD
                                        + "uid=0 msg='avc:  denied  { start stop } for uid=5 path=\"/a b\" key=(null) res=failed uid=6'"))
                .contains("\"fields\":{\"uid\":0,\"msg\":{\"seresult\":\"denied\",\"seperms\":[\"start\",\"stop\"],"
                        + "\"uid\":[5,6],\"path\":\"/a b\",\"key\":null,\"res\":false}}");
    }
}
