package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.doorward.core.Engine.module;
import static org.doorward.core.Engine.records;

import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import org.doorward.module.Decision;
import org.doorward.module.NetworkOperation;
import org.doorward.module.ProcessOperation;
import org.junit.jupiter.api.Test;

/** What is judged and recorded of the arguments of a woven method. */
class InterceptedArgumentsTest extends InterceptorFixture {
    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);

    @Test
    void aFileOfAClassOfTheCallersOwnIsJudgedByTheNameThatTheJdkGoesBy() throws Exception {
        class Lying extends File {
            Lying() {
                super("/real");
            }

            @Override
            public String getPath() {
                return "/harmless";
            }
        }
        install();
        engine.rules("-a always,exit -S file.delete -k r");

        jvm.call(DELETE, new Lying(), () -> true);

        assertThat(records(engine.operations().get(0), "PATH").get(1)).contains("name=\"/real\"");
    }

    @Test
    void theNameThatATemporaryFileGotIsRecorded() throws Exception {
        install();
        engine.modules(module("m", flagging("k"), "file.create"));

        jvm.call(TEMPORARY, null, () -> new File("/tmp/pre123.tmp"), "pre", ".tmp", new File("/tmp"));

        assertThat(records(engine.operations().get(0), "PATH").get(1)).contains("name=\"/tmp/pre123.tmp\"");
    }

    @Test
    void aDeniedProcessIsRecordedWithItsWords() {
        install();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    ProcessOperation process = (ProcessOperation) operation;
                    audit.flag("k").field("words", process.wordCount()).field("last", process.word(1));
                    return Decision.DENY;
                },
                "process.exec"));
        String[] words = {"/bin/sh", "-c"};

        assertThatThrownBy(() -> jvm.call(EXEC, null, () -> null, words, null, "/srv", null, false))
                .isInstanceOf(AccessDeniedException.class);

        String event = engine.operations().get(0);
        assertThat(records(event, "EXECVE")).containsExactly("argc=2 a0=\"/bin/sh\" a1=\"-c\"");
        assertThat(records(event, "KERNEL_OTHER"))
                .containsExactly("kind=process.exec directory=\"/srv\"", "module=\"m\" flag=\"k\" words=2 last=\"-c\"");
        assertThat(acting.everybody).as("all bundles on the stack answer").isTrue();
    }

    @Test
    void aModuleSeesTheAddress() throws Exception {
        install();
        List<String> seen = new ArrayList<>();
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    NetworkOperation network = (NetworkOperation) operation;
                    seen.add(network.host() + " " + network.ip() + " " + network.port() + " " + network.socketFile());
                    return Decision.PASS;
                },
                "network.connect"));

        jvm.call(CONNECT, new Object(), () -> true, PEER);
        jvm.call(CONNECT, new Object(), () -> true, InetSocketAddress.createUnresolved("example.org", 80));

        assertThat(seen).containsExactly("localhost 127.0.0.1 8080 null", "example.org null 80 null");
    }

    @Test
    void aRuleSelectsByTheFamilyOfTheAddress() throws Exception {
        install();
        engine.rules(
                "-a always,exit -F saddr_fam=inet -k four",
                "-a always,exit -F saddr_fam=inet6 -k six",
                "-a always,exit -S network.* -F saddr_fam=unspec -k unknown");

        jvm.call(CONNECT, new Object(), () -> true, PEER);
        jvm.call(CONNECT, new Object(), () -> true, new InetSocketAddress(InetAddress.getByName("::1"), 80));
        jvm.call(CONNECT, new Object(), () -> true, InetSocketAddress.createUnresolved("example.org", 80));
        jvm.call(DELETE, new File("/x"), () -> true);

        assertThat(engine.operations())
                .satisfiesExactly(
                        event -> assertThat(event).contains("key=\"four\"", "saddr=0200"),
                        event -> assertThat(event).contains("key=\"six\"", "saddr=0A00"),
                        event -> assertThat(event).contains("key=\"unknown\"").doesNotContain("saddr="));
    }
}
