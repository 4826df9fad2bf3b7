package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.doorward.module.OpenFlags;
import org.doorward.module.PathArgument.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cuts, splits and names in the text form. What the golden trail shows is in GoldenEventTest. */
class EventTextTest {
    private final EventEncoder event = new EventEncoder();

    private void open() {
        event.begin(KindTable.contract().find("file.open"));
    }

    private void transfer() {
        event.begin(KindSpec.application("payment.transfer", List.of()));
    }

    private List<String> lines() {
        return ContractTrail.written(event, 1013).lines().toList();
    }

    private List<String> records(String type) {
        return lines().stream()
                .filter(line -> line.startsWith("type=" + type + " "))
                .map(line -> line.substring(line.indexOf("): ") + 3))
                .toList();
    }

    private String record(String type) {
        assertThat(records(type)).hasSize(1);
        return records(type).get(0);
    }

    @Test
    void aTextThatWasCutIsFollowedByItsLengthBefore() {
        transfer();
        event.text("note", "x".repeat(5000));

        assertThat(record("KERNEL_OTHER"))
                .isEqualTo("kind=payment.transfer note=\"" + "x".repeat(4096) + "\" note_len=5000");
    }

    @Test
    void aPathThatWasCutIsFollowedByItsLengthBefore() {
        open();
        event.path(Role.OBJECT, "/" + "x".repeat(5000));

        assertThat(record("PATH")).isEqualTo("item=0 name=\"/" + "x".repeat(4095) + "\" nametype=NORMAL name_len=5001");
    }

    @Test
    void argumentsGoOnInAnotherRecordThatRepeatsTheFirstFields() {
        transfer();
        event.text("a", "x".repeat(4096));
        event.text("b", "x".repeat(4096));
        event.text("c", "x".repeat(4096));
        event.section("limits", "payment");
        event.sectionRule("r1");
        event.field("d", "x".repeat(4096));
        event.field("e", "x".repeat(4096));
        event.field("f", 1);

        assertThat(records("KERNEL_OTHER").stream().map(r -> r.replaceAll("\"x+\"", "X")))
                .containsExactly(
                        "kind=payment.transfer a=X b=X",
                        "kind=payment.transfer c=X",
                        "module=\"limits\" flag=\"payment\" rule=\"r1\" d=X e=X f=1");
        assertThat(lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(8900));
    }

    @Test
    void aLineOfExactlyTheLimitIsNotSplit() {
        int frame =
                "type=KERNEL_OTHER msg=audit(1750000000.091:1013): kind=payment.transfer a=\"\" b=\"\" c=\"\"".length();
        int rest = 8900 - frame - 2 * 4096;
        transfer();
        event.text("a", "x".repeat(4096));
        event.text("b", "x".repeat(4096));
        event.text("c", "x".repeat(rest));
        assertThat(records("KERNEL_OTHER")).hasSize(1);
        assertThat(lines().get(1)).hasSize(8900);

        transfer();
        event.text("a", "x".repeat(4096));
        event.text("b", "x".repeat(4096));
        event.text("c", "x".repeat(rest + 1));
        assertThat(records("KERNEL_OTHER")).hasSize(2);
    }

    @Test
    void anEventThatIsTooLargeIsCutAndSaysSo() {
        transfer();
        event.section("m", "k");
        for (int i = 0; i < 55; i++) {
            event.field("f" + i, "\u00e4".repeat(2048)); // twice as long as written
        }
        assertThat(event.cut()).isZero();

        int written = (int) lines().stream()
                .flatMap(line -> Pattern.compile(" f\\d+=").matcher(line).results())
                .count();
        List<String> records = records("KERNEL_OTHER");
        assertThat(written).isBetween(25, 54);
        assertThat(records.get(records.size() - 1)).endsWith(" cut=" + (55 - written));
        assertThat(ContractTrail.written(event, 1013).length()).isLessThanOrEqualTo(256 * 1024);
    }

    @Test
    void aDenialOfManyLongWordsFitsIntoOneLineAndSaysWhatWasCut() {
        open();
        event.path(Role.OBJECT, "/" + "\u00e4".repeat(2000));
        event.denial("m", "r", "\u00e4".repeat(2000), false);

        assertThat(record("AVC"))
                .contains(" path=2FC3A4", " path_len=4001 ", "tclass=file permissive=0 module=\"m\"", " info_len=4000");
        assertThat(record("PATH")).as("the path is whole here").doesNotContain("_len");
    }

    @Test
    void theNamesOfABundleFitIntoOneLineHoweverLongTheyAre() {
        open();
        String name = "\u00e4".repeat(2000);
        event.subject(name, "1", "https://" + name, Label.of(name, "1"));

        assertThat(record("SYSCALL"))
                .contains(" bundle_len=4000 ", " exe_len=4008 ")
                .contains(" comm=" + "C3A4".repeat(32) + " ")
                .endsWith(" key=(null)");
    }

    @Test
    void severalKeysAreOneHexadecimalTextWithoutRepetition() {
        open();
        event.key("a");
        event.section("m", "b");
        event.key("a");

        assertThat(record("SYSCALL")).endsWith(" key=610162");
    }

    @Test
    void oneKeyIsQuotedAndControlCharactersCannotMakeItTwo() {
        open();
        event.key("a\1b");

        assertThat(record("SYSCALL")).endsWith(" key=\"a?b\"");
    }

    @Test
    void allKeysTogetherHaveAtMost256Bytes() {
        open();
        for (int i = 0; i < 10; i++) {
            event.key(i + "x".repeat(60));
        }

        assertThat(record("SYSCALL").replaceAll(".* key=", "")).hasSize(512).matches("[0-9A-F]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mode",
                "list",
                "id",
                "data",
                "bundle",
                "pid",
                "principal",
                "key",
                "module",
                "flag",
                "rule",
                "cut",
                "note_len",
                "hook",
                "action",
                "perm",
                "perm_mask",
                "family",
                "flags",
                "per",
                "resp",
                "sig",
                "code",
                "capability",
                "proto",
                "icmptype",
                "oflag",
                "prom",
                "resolve",
                "ioctlcmd",
                "fp",
                "fi",
                "pp",
                "pi",
                "pe",
                "pa",
                "a0",
                "a1",
                "a2",
                "a3",
                "ses",
                "res",
                "result"
            })
    void aNameThatTheReadersWouldMisreadGetsAnUnderscore(String name) {
        transfer();
        event.number(name, 1);
        event.section("m", "k");
        event.field(name, 2);

        assertThat(records("KERNEL_OTHER"))
                .containsExactly("kind=payment.transfer " + name + "_=1", "module=\"m\" flag=\"k\" " + name + "_=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"amount", "account", "a4", "modes", "len", "length", "path", "name"})
    void otherNamesStayAsTheyAre(String name) {
        transfer();
        event.number(name, 1);

        assertThat(record("KERNEL_OTHER")).isEqualTo("kind=payment.transfer " + name + "=1");
    }

    @Test
    void optionsAreWordsAndBitsWithoutAWordSayNothing() {
        open();
        event.options(-1);
        assertThat(record("SYSCALL"))
                .contains(" options=read,write,append,create,create-new,truncate,delete-on-close,sync,replace-existing,"
                        + "atomic-move,copy-attributes,execute,delete-on-exit ");
        open();
        event.options(1 << 20);
        assertThat(record("SYSCALL")).doesNotContain("options=");
    }

    @Test
    void anOpenHasTheFlagsOfTheCall() {
        open();
        event.options(OpenFlags.READ | OpenFlags.WRITE | OpenFlags.CREATE | OpenFlags.TRUNCATE);

        assertThat(record("SYSCALL")).contains(" a0=ffffff9c a1=242 a2=1b6 a3=0 ");
    }

    @Test
    void anOpenThatCreatesHasTheParentFirst() {
        open();
        event.path(Role.OBJECT, "/srv/new");
        event.options(OpenFlags.CREATE_NEW | OpenFlags.WRITE);

        assertThat(records("PATH"))
                .containsExactly("item=0 name=\"/srv/\" nametype=PARENT", "item=1 name=\"/srv/new\" nametype=CREATE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "//", "/a/"})
    void theParentOfWhatLiesInTheRootIsTheRoot(String path) {
        event.begin(KindTable.contract().find("file.delete"));
        event.path(Role.TARGET, path);

        assertThat(records("PATH").get(0)).isEqualTo("item=0 name=\"/\" nametype=PARENT");
    }

    @Test
    void withoutASubjectTheOperationIsUnattributed() {
        open();

        assertThat(record("SYSCALL"))
                .contains(" comm=\"unattributed\" exe=\"/usr/lib/jvm/jdk-17/bin/java\" subj=unattributed ")
                .contains(" bundle=\"unattributed\" ");
    }

    @Test
    void aLabelThatIsNoneIsMadeOne() {
        open();
        event.subject("b", "1", "", "b:1 res=failed");

        assertThat(record("SYSCALL")).contains(" subj=b:1%20res%3Dfailed kind=");
    }

    @Test
    void theNodeBeginsEveryLine() {
        ProcessIdentity p = ContractTrail.process();
        ProcessIdentity node = new ProcessIdentity(
                "host-1",
                p.version(),
                p.pid(),
                p.parentPid(),
                p.loginUid(),
                p.session(),
                p.ids(),
                "(none)",
                p.java(),
                "/",
                p.title());
        open();
        event.path(Role.OBJECT, "/x");
        event.denial("m", null, null, true);
        event.stamp(1000, 1);
        String text = java.nio.charset.StandardCharsets.US_ASCII
                .decode(new EventText(node, new byte[] {1}).format(event.array(), 0, event.length()))
                .toString();

        assertThat(text.lines()).hasSize(5).allMatch(line -> line.startsWith("node=host-1 type="));
        assertThatThrownBy(
                        () -> new ProcessIdentity("a b", "1", 1, 1, 1, 1, p.ids(), "(none)", p.java(), "/", p.title()))
                .hasMessage("node [a b]: expected at most 255 of A-Z a-z 0-9 . _ : -");
    }

    @Test
    void aWordOfAFactCannotForgeAField() {
        event.begin(RecordType.DAEMON_ERR);
        event.factToken("op", "x res=success\n");
        event.result(false);

        assertThat(record("DAEMON_ERR")).startsWith("op=x_res_success_ auid=").endsWith(" res=failed");
    }

    @Test
    void aFactOfManyLongWordsFitsIntoOneLineAndSaysWhatWasCut() {
        Facts.command(event, "/" + " ".repeat(3000), "exec " + "x ".repeat(3000), "root", true);

        String command = record("USER_CMD");
        assertThat(command)
                .contains(" cwd_len=3001 ", " cmd_len=6005 ", " acct=\"root\" ")
                .endsWith(" res=success'");
        assertThat(lines().get(0).length()).isBetween(8000, 8969);
    }

    @Test
    void aClockBefore1970CountsAs1970() {
        open();
        event.stamp(-1, 1);
        String text = java.nio.charset.StandardCharsets.US_ASCII
                .decode(new EventText(ContractTrail.process(), new byte[] {1}).format(event.array(), 0, event.length()))
                .toString();

        assertThat(text).startsWith("type=SYSCALL msg=audit(0.000:1): ");
    }

    @Test
    void equalValuesHaveEqualHashesUnderOneKeyAndOthersUnderAnother() {
        transfer();
        event.hashed("one", "DE1");
        event.hashed("same", "DE1");
        event.hashed("other", "DE2");
        event.hashed("none", null);
        String[] words = record("KERNEL_OTHER").split("[ =]");

        assertThat(words[3]).matches("hmac:[0-9a-f]{32}").isEqualTo(words[5]).isNotEqualTo(words[7]);
        assertThat(words[9]).isEqualTo("(null)");
        event.stamp(0, 1);
        String underAnother = java.nio.charset.StandardCharsets.US_ASCII
                .decode(new EventText(ContractTrail.process(), new byte[] {2}).format(event.array(), 0, event.length()))
                .toString();
        assertThat(underAnother).contains(" one=hmac:").doesNotContain(words[3]);
    }

    @Test
    void theHashIsThatOfRfc2104() throws Exception {
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(new byte[] {1}, "HmacSHA256"));
        String digest = java.util.HexFormat.of()
                .formatHex(mac.doFinal("DE1".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        transfer();
        event.hashed("iban", "DE1");

        assertThat(record("KERNEL_OTHER")).endsWith(" iban=hmac:" + digest.substring(0, 32));
    }
}
