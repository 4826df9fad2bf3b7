package org.doorward.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorward.core.Engine.module;

import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.doorward.core.woven.WovenAgent;
import org.doorward.module.Decision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While the engine looks at a call nothing of its thread is mediated: no method of an object of the caller's runs then. */
class CallersCodeTest {
    private static final int SET_ATTRIBUTE = 0;

    private final Engine engine = new Engine();
    private final WovenJvm jvm = new WovenJvm("14 file.setattr sun/nio/fs/AbstractFileSystemProvider setAttribute"
            + " (Ljava/nio/file/Path;Ljava/lang/String;Ljava/lang/Object;[Ljava/nio/file/LinkOption;)V"
            + " a1=path;a2=attribute;a3=value exception");

    @AfterEach
    void theLedgerIsExact() {
        engine.close();
    }

    @Test
    void aCollectionOfTheJdkMayBeAWrapperAroundTheCallersAndIsNotWalked() throws Exception {
        List<String> called = new ArrayList<>();
        Collection<String> callers = new AbstractCollection<>() {
            @Override
            public Iterator<String> iterator() {
                called.add("iterator");
                return Collections.emptyIterator();
            }

            @Override
            public int size() {
                called.add("size");
                return 0;
            }
        };
        Collection<String> value = Collections.unmodifiableCollection(callers);
        WovenAgent agent = jvm.agent();
        engine.core().intercept(agent, agent.jdkRows(), SelfProtection.NONE);
        engine.modules(module(
                "m",
                (operation, audit) -> {
                    audit.flag("k");
                    return Decision.PASS;
                },
                "file.setattr"));

        jvm.call(SET_ATTRIBUTE, null, () -> null, Path.of("/a"), "user:x", value, null);

        assertThat(called).isEmpty();
        assertThat(engine.operations().get(0)).contains("value=\"java.util.Collections$UnmodifiableCollection\"");
    }
}
