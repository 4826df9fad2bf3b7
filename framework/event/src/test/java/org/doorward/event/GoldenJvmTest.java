package org.doorward.event;

import org.doorward.module.PathArgument.Role;
import org.junit.jupiter.api.Test;

/** What we write of processes, of the network and of the JVM is the golden trail to the byte. */
class GoldenJvmTest extends GoldenEvents {
    private static byte[] ip(int... bytes) {
        byte[] ip = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ip[i] = (byte) bytes[i];
        }
        return ip;
    }

    private void denied(String module, String rule, String exception, String key) {
        event.denial(module, rule, null, false);
        failed(-13, exception, key);
    }

    private void argv(String... arguments) {
        event.argv(arguments.length);
        for (String argument : arguments) {
            event.argvText(argument);
        }
    }

    @Test
    void aConnectionHasTheAddressAndTheNameThatWasAskedFor() {
        billing("network.connect").address("address", ip(192, 0, 2, 10), 0, 5432, "db.example.org");
        succeeded("net");
        isGolden(1032);

        byte[] six = ip(0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5);
        billing("network.connect").address("address", six, 0, 443, "2001:db8::5");
        failed(-111, "java.net.ConnectException", "net");
        isGolden(1033);
    }

    @Test
    void aDeniedConnectionNamesTheAddressAsItsObject() {
        billing("network.connect").address("address", ip(203, 0, 113, 7), 0, 6667, "203.0.113.7");
        forAlice();
        denied("egress", "egress-3", "java.net.ConnectException", "net");
        event.section("egress", "net");
        event.field("allowed", "192.0.2.0/24");
        isGolden(1034);
    }

    @Test
    void aSocketInTheFileSystemHasItsPath() {
        billing("network.connect").unixAddress("address", "/run/app/ctl.sock");
        succeeded("net");
        isGolden(1035);
    }

    @Test
    void ofAnUnresolvedAddressThereIsTheNameAlone() {
        billing("network.connect").unresolvedAddress("address", "no.such.invalid", 80);
        failed(-2, "java.net.UnknownHostException", "net");
        isGolden(1036);
    }

    @Test
    void aServerHasItsLocalAddressAndBacklog() {
        billing("network.bind").address("address", ip(0, 0, 0, 0), 0, 8080, null);
        failed(-98, "java.net.BindException", "net");
        isGolden(1037);

        billing("network.listen").address("address", ip(0, 0, 0, 0), 0, 8081, null);
        event.number("backlog", 50);
        succeeded("net");
        isGolden(1038);
    }

    @Test
    void anAcceptedConnectionHasThePeerAndBesidesTheLocalAddress() {
        billing("network.accept").address("local", ip(192, 0, 2, 1), 0, 8080, null);
        event.address("address", ip(198, 51, 100, 23), 0, 51724, null);
        succeeded("net");
        isGolden(1039);
    }

    @Test
    void aDatagramHasItsSize() {
        billing("network.send").address("address", ip(192, 0, 2, 53), 0, 53, null);
        event.size(42);
        succeeded("net");
        isGolden(1040);
    }

    @Test
    void aLookUpHasTheNameThatWasAskedFor() {
        billing("network.resolve").text("host", "db.example.org");
        succeeded("net");
        isGolden(1041);
    }

    @Test
    void theEntryOfAConnectionHasItsAddress() {
        event.beginEntry(KindTable.contract().find("network.connect"));
        billing();
        event.address("address", ip(192, 0, 2, 99), 0, 80, null);
        event.key("net");
        isGolden(1021);
    }

    @Test
    void aStartedProcessHasItsArgumentsAndItsChild() {
        ledger("process.exec").path(Role.OBJECT, "/bin/sh");
        argv("/bin/sh", "-c", "echo hi there");
        event.process("child", 4300, "sh");
        succeeded("exec");
        isGolden(1042);
    }

    @Test
    void longArgumentsGoOnOverSeveralRecords() {
        ledger("process.exec").path(Role.OBJECT, "/bin/tool");
        argv("/bin/tool", "x".repeat(20_000), "y z ".repeat(1_000));
        denied("lockdown", "no-exec", "java.nio.file.AccessDeniedException", "exec");
        isGolden(1043);
    }

    @Test
    void anArgumentThatIsASecretIsMasked() {
        ledger("process.exec").argv(3);
        event.argvText("/bin/login");
        event.argvText("--password");
        event.argvSecret();
        succeeded("exec");
        isGolden(1044);
    }

    @Test
    void aProcessThatDoesNotStartHasNoChild() {
        ledger("process.exec");
        argv("/no/such");
        failed(-2, "java.io.IOException", "exec");
        isGolden(1045);
    }

    @Test
    void aSignalHasTheProcessThatItIsFor() {
        ledger("process.kill").process("process", 4300, 1000, 1000, 3, "sh");
        event.bool("force", false);
        succeeded("exec");
        isGolden(1046);
    }

    @Test
    void anEndOfTheJvmHasItsStatus() {
        ledger("runtime.halt").number("status", 137);
        denied("lockdown", "no-exit", "java.lang.SecurityException", "exit");
        isGolden(1047);

        systemBundle("runtime.exit").number("status", 0);
        succeeded("exit");
        isGolden(1201);
    }

    @Test
    void aLibraryByItsPathIsTheObject() {
        begin("runtime.loadlibrary");
        event.duration(42);
        event.path(Role.OBJECT, "/opt/lib/libfast.so");
        denied("lockdown", null, "java.lang.SecurityException", "native");
        isGolden(1048);
    }

    @Test
    void aNewClassHasItsLoaderAndName() {
        billing("runtime.defineclass").text("loader", "org.example.Loader");
        event.text("name", "org.example.billing.Gen$1");
        succeeded("native");
        isGolden(1049);
    }

    @Test
    void aMemberThatIsMadeAccessibleHasItsClassAndWhoAskedForIt() {
        billing("runtime.setaccessible").text("class", "java.lang.String");
        event.text("member", "value");
        event.text("caller", "org.example.billing.Export");
        failed(-1, "java.lang.reflect.InaccessibleObjectException", "reflect");
        isGolden(1050);

        billing("runtime.setaccessible").text("class", "org.doorward.core.Hooks");
        event.text("member", "table");
        event.text("caller", "org.example.billing.Export");
        denied("core", "self-protection", "java.lang.SecurityException", "reflect");
        isGolden(1051);
    }

    @Test
    void aPropertyHasItsNameAndNotItsValue() {
        billing("runtime.setproperty").text("name", "http.proxyHost");
        event.secret("value");
        succeeded("props");
        isGolden(1052);
    }
}
