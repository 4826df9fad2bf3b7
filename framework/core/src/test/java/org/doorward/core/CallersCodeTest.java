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
import org.junit.jupiter.api.Test;

/** While the engine looks at a call nothing of its thread is mediated: no method of an object of the caller's runs then. */
class CallersCodeTest extends InterceptorFixture {
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
        install();
        engine.modules(module("m", flagging("k"), "file.setattr"));

        jvm.call(SET_ATTRIBUTE, null, () -> null, Path.of("/a"), "user:x", value, null);

        assertThat(called).isEmpty();
        assertThat(engine.operations().get(0)).contains("value=\"java.util.Collections$UnmodifiableCollection\"");
    }
}
