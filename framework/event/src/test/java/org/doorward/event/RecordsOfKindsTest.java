package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.doorward.module.PathArgument.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which record holds which argument, and what an AVC calls the object. What the golden trail shows is in the golden tests. */
class RecordsOfKindsTest {
    private static final byte[] FOUR = {(byte) 192, 0, 2, 1};

    private final EventEncoder event = new EventEncoder();

    @BeforeEach
    void begin() {
        begin("file.open");
    }

    private void begin(String kind) {
        event.begin(KindTable.contract().find(kind));
    }

    private void enter(String kind) {
        event.beginEntry(KindTable.contract().find(kind));
    }

    private List<String> records(String type) {
        return ContractTrail.written(event, 1013)
                .lines()
                .filter(line -> line.startsWith("type=" + type + " "))
                .map(line -> line.substring(line.indexOf("): ") + 3))
                .toList();
    }

    private String record(String type) {
        assertThat(records(type)).hasSize(1);
        return records(type).get(0);
    }

    private String object() {
        event.denial("m", null, null, false);
        return record("AVC").replaceAll(".* tcontext=(\\S+) .*", "$1");
    }

    /** One argument of a kind, and the object that it makes. */
    @ParameterizedTest
    @CsvSource({
        "runtime.loadlibrary, name, zip, zip",
        "runtime.newloader, loader, org.example.Loader, org.example.Loader",
        "runtime.defineclass, name, org.example.Gen$1, org.example.Gen$1",
        "runtime.defineclass, loader, org.example.Loader, org.example.Loader",
        "runtime.lookup, class, java.lang.String, java.lang.String",
        "runtime.setproperty, name, http.proxyHost, http.proxyHost",
        "runtime.addprovider, provider, org.example.Provider, org.example.Provider",
        "runtime.setuncaughthandler, value, org.example.Handler, unlabeled",
        "bundle.start, bundle, org.example:1.0.0, org.example:1.0.0",
        "bundle.resolve, bundles, 'a:1.0.0,b:2.0.0', a:1.0.0%2Cb:2.0.0",
        "bundle.install, location, org.example:1.0.0, unlabeled",
        "service.get, service, org.example.Ledger, org.example.Ledger",
        "service.get, bundle, org.example:1.0.0, unlabeled",
        "configuration.update, pid, org.example.ledger, org.example.ledger",
        "network.resolve, host, db.example.org, db.example.org",
        "framework.startlevel, name, active, unlabeled",
        "identity.assume, principal, alice, unlabeled",
        "file.setattr, attribute, posix:permissions, unlabeled"
    })
    void theObjectOfADenialIsWhatItsFamilySays(String kind, String argument, String value, String object) {
        begin(kind);
        event.text(argument, value);

        assertThat(object()).isEqualTo(object);
    }

    @Test
    void theObjectOfANewLoaderIsItsClassAndOfANewClassItsName() {
        begin("runtime.newloader");
        event.text("name", "app");
        event.text("loader", "org.example.Loader");
        assertThat(object()).isEqualTo("org.example.Loader");

        begin("runtime.defineclass");
        event.text("loader", "org.example.Loader");
        event.text("name", "org.example.Gen");
        assertThat(object()).isEqualTo("org.example.Gen");
    }

    @Test
    void theObjectOfTheNetworkIsTheAddressElseTheHost() {
        begin("network.connect");
        event.address("address", new byte[16], 0, 443, "localhost");
        assertThat(object()).isEqualTo("[::]:443");

        begin("network.connect");
        event.unresolvedAddress("address", "no.such invalid", 80);
        assertThat(object()).isEqualTo("no.such%20invalid");

        begin("network.connect");
        event.unixAddress("address", "/run/a.sock");
        assertThat(object()).isEqualTo("/run/a.sock");

        begin("network.join");
        event.address("group", new byte[] {(byte) 224, 0, 0, 1}, 0, -1, null);
        assertThat(object()).isEqualTo("224.0.0.1");
        assertThat(record("SOCKADDR")).isEqualTo("saddr=02000000E00000010000000000000000");

        begin("network.accept");
        event.address("local", FOUR, 0, 8080, null);
        assertThat(object()).as("denied before there is a peer").isEqualTo("192.0.2.1:8080");

        begin("network.interfaces");
        assertThat(object()).isEqualTo("unlabeled");
    }

    @Test
    void anAddressThatIsNoArgumentOfASocketIsInKernelOther() {
        begin("network.resolve");
        event.address("address", FOUR, 0, -1, null);

        assertThat(records("SOCKADDR")).isEmpty();
        assertThat(record("KERNEL_OTHER")).isEqualTo("kind=network.resolve address=\"192.0.2.1\"");
    }

    @Test
    void aNameThatWasAskedForIsCutWithoutItsPort() {
        begin("network.connect");
        event.unresolvedAddress("address", "x".repeat(5000), 80);

        assertThat(record("KERNEL_OTHER"))
                .isEqualTo("kind=network.connect address=\"" + "x".repeat(4096) + "\" address_len=5000");
    }

    @Test
    void theStatusOfAnEndIsThatOfTheCallAndNowhereElse() {
        begin("runtime.exit");
        event.number("status", -1);

        assertThat(record("SYSCALL")).contains(" a0=ffffffff a1=0 a2=0 a3=0 ");
        assertThat(records("KERNEL_OTHER")).isEmpty();
    }

    @Test
    void aForcedSignalIsKillAndAnotherIsTerm() {
        begin("process.kill");
        event.process("process", 4300, "sh");
        event.bool("force", true);
        assertThat(record("SYSCALL")).contains(" a0=10cc a1=9 a2=0 a3=0 ");
        assertThat(records("KERNEL_OTHER")).isEmpty();

        begin("process.kill");
        event.process("process", 4300, "sh");
        event.number("force", 1);
        assertThat(record("SYSCALL")).contains(" a1=9 ");

        begin("process.kill");
        event.process("process", 4300, "sh");
        assertThat(record("SYSCALL")).contains(" a1=f ");
    }

    @Test
    void aNumberOfAnotherKindStaysAnArgument() {
        begin("framework.startlevel");
        event.number("level", 4);

        assertThat(record("SYSCALL")).contains(" a0=0 a1=0 a2=0 a3=0 ");
        assertThat(record("KERNEL_OTHER")).isEqualTo("kind=framework.startlevel level=4");
    }

    @Test
    void aProcessIsOfOurOwnUserUnlessItIsSaidOtherwise() {
        begin("process.exec");
        event.process("child", 7, "a b");
        assertThat(record("OBJ_PID")).isEqualTo("opid=7 oauid=1000 ouid=1000 oses=3 ocomm=612062");

        begin("process.kill");
        event.process("process", 8, ProcessIdentity.UNKNOWN, 0, 9, null);
        assertThat(record("OBJ_PID")).isEqualTo("opid=8 oauid=4294967295 ouid=0 oses=9 ocomm=(null)");
    }

    @Test
    void theOptionsOfABundleHaveTheirOwnWords() {
        begin("bundle.start");
        event.options(3);
        assertThat(record("SYSCALL")).contains(" options=transient,activation-policy key=");

        begin("bundle.stop");
        event.options(1);
        assertThat(record("SYSCALL")).contains(" options=transient key=");
    }

    @Test
    void aLibraryByItsNameHasNoPath() {
        begin("runtime.loadlibrary");
        event.text("name", "zip");
        event.text("caller", "org.example.Native");

        assertThat(records("PATH")).isEmpty();
        assertThat(record("SYSCALL")).contains(" items=0 ");
        assertThat(record("KERNEL_OTHER"))
                .isEqualTo("kind=runtime.loadlibrary name=\"zip\" caller=\"org.example.Native\"");
    }

    @Test
    void anAgentHasItsPathAndNotItsOptions() {
        begin("runtime.loadagent");
        event.path(Role.OBJECT, "/opt/agent.jar");
        event.secret("options");
        event.text("vm", "4711");

        assertThat(record("PATH")).isEqualTo("item=0 name=\"/opt/agent.jar\" nametype=NORMAL");
        assertThat(record("KERNEL_OTHER")).isEqualTo("kind=runtime.loadagent options_=(masked) vm=\"4711\"");
    }

    @Test
    void aSecondPathThatHasNoRecordIsAnArgument() {
        begin("file.stat");
        event.path(Role.OBJECT, "/srv/a");
        event.path(Role.OBJECT, "/srv/b");

        assertThat(record("PATH")).isEqualTo("item=0 name=\"/srv/a\" nametype=NORMAL");
        assertThat(record("KERNEL_OTHER")).isEqualTo("kind=file.stat other=\"/srv/b\"");
    }

    @Test
    void theFolderOfAProcessIsAnArgument() {
        begin("process.exec");
        event.text("directory", "/srv");
        event.argv(1);
        event.argvText("/bin/ls");

        assertThat(record("PATH")).isEqualTo("item=0 name=\"/bin/ls\" nametype=NORMAL");
        assertThat(record("KERNEL_OTHER")).isEqualTo("kind=process.exec directory=\"/srv\"");
    }

    @Test
    void aPathThatWasFoundForAProcessGoesBeforeItsFirstArgument() {
        begin("process.exec");
        event.path(Role.OBJECT, "/usr/bin/ls");
        event.argv(1);
        event.argvText("ls");

        assertThat(record("PATH")).isEqualTo("item=0 name=\"/usr/bin/ls\" nametype=NORMAL");
        assertThat(record("EXECVE")).isEqualTo("argc=1 a0=\"ls\"");
    }

    /** Any other word there makes the tools drop the event. */
    @Test
    void aSecretIsNoPath() {
        begin("process.exec");
        event.argv(1);
        event.argvSecret();
        event.denial("m", null, null, false);

        assertThat(record("EXECVE")).isEqualTo("argc=1 a0=(masked)");
        assertThat(record("PATH")).isEqualTo("item=0 name=(null) nametype=NORMAL");
        assertThat(record("AVC")).contains(" path=(null) ");
    }

    @Test
    void aLongFirstArgumentIsWholeInExecveAndCutInPath() {
        begin("process.exec");
        event.argv(1);
        event.argvText("/" + "x".repeat(5000));

        assertThat(record("EXECVE")).isEqualTo("argc=1 a0=\"/" + "x".repeat(5000) + "\"");
        assertThat(record("PATH")).isEqualTo("item=0 name=\"/" + "x".repeat(4095) + "\" nametype=NORMAL name_len=5001");
    }

    @Test
    void aLineOfArgumentsIsFilledToItsLimitAndNotFurther() {
        int frame = "type=EXECVE msg=audit(1750000000.091:1013): argc=2 a0=\"\" a1=\"\"".length();
        begin("process.exec");
        event.argv(2);
        event.argvText("x".repeat(3000));
        event.argvText("y".repeat(7500 - frame - 3000));
        assertThat(records("EXECVE")).hasSize(1);

        begin("process.exec");
        event.argv(2);
        event.argvText("x".repeat(3000));
        event.argvText("y".repeat(7500 - frame - 3000 + 1));
        assertThat(records("EXECVE")).hasSize(2);
    }

    @Test
    void anArgumentIsInPiecesOnlyBeyond7400BytesOfItsEncodedForm() {
        begin("process.exec");
        event.argv(2);
        event.argvText("x".repeat(7400));
        event.argvText(" ".repeat(3700));
        assertThat(records("EXECVE"))
                .containsExactly("argc=2 a0=\"" + "x".repeat(7400) + "\"", "a1=" + "20".repeat(3700));

        begin("process.exec");
        event.argv(2);
        event.argvText("x".repeat(7401));
        event.argvText(" ".repeat(3701));
        assertThat(records("EXECVE"))
                .containsExactly(
                        "argc=2 a0_len=7401 a0[0]=\"" + "x".repeat(7000) + "\" a0[1]=\"" + "x".repeat(401)
                                + "\" a1_len=7402",
                        "a1[0]=" + "20".repeat(3500) + " a1[1]=" + "20".repeat(201));
    }

    @Test
    void bundlesOnTheStackAreOneListNearestFirst() {
        event.via("a:1.0.0");
        event.via("b:2.1.0");
        event.via("c,d");

        assertThat(record("SYSCALL")).contains(" bundle=\"unattributed\" via=\"a:1.0.0,b:2.1.0,c%2Cd\" lane=");
    }

    @Test
    void whoIsNotKnownIsNotNamed() {
        event.tenant(null);
        event.principal(null);

        assertThat(record("SYSCALL")).contains(" bundle=\"unattributed\" lane=").doesNotContain("(null) ");
    }

    @Test
    void theEntryOfAProcessHasItsCommandWithoutSecrets() {
        enter("process.exec");
        event.argv(4);
        event.argvText("/bin/login");
        event.argvSecret();
        event.argvText("--as");
        event.argvText("root");
        event.key("a");
        event.section("m", "b");

        assertThat(record("MAC_CHECK"))
                .contains(" kind=process.exec bundle=\"unattributed\" path=\"/bin/login\" cmd=2F62696E2F6C6F67696E")
                .contains("cmd=" + hex("/bin/login --as root") + " flag=610162 comm=")
                .doesNotContain("masked");
    }

    @Test
    void whatIsLongInAnEntryIsCutAt1024Bytes() {
        enter("process.exec");
        event.argv(2);
        event.argvText("/" + "x".repeat(1500));
        event.argvText("y".repeat(2000));
        assertThat(record("MAC_CHECK"))
                .contains(" path=\"/" + "x".repeat(1023) + "\" path_len=1501 ")
                .contains(" cmd=\"/" + "x".repeat(1023) + "\" cmd_len=3502 ");

        enter("file.copy");
        event.path(Role.SOURCE, "/a");
        event.path(Role.TARGET, "/" + "\u00e4".repeat(600));
        assertThat(record("MAC_CHECK"))
                .contains(" path=\"/a\" target=" + hex("/" + "\u00e4".repeat(511)) + " target_len=1201 ");
    }

    @Test
    void theEntryOfAConnectionHasTheAddressAlone() {
        enter("network.connect");
        event.address("address", new byte[16], 0, 443, "localhost");
        assertThat(record("MAC_CHECK")).contains(" hostname=? addr=:: terminal=?");

        enter("network.connect");
        event.unresolvedAddress("address", "localhost", 443);
        assertThat(record("MAC_CHECK")).contains(" hostname=? addr=? terminal=?");
    }

    private static String hex(String text) {
        return java.util.HexFormat.of()
                .withUpperCase()
                .formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
