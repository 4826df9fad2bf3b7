package org.doorward.tools.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                new AusearchCommand(() -> Path.of("nowhere")), List.of("-if", trail.toString(), "--format", form));
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
