package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.doorward.agent.probe.Places;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With the lookup that is handed over, every field that the table names as the place of an argument can be read. */
class PlacesIT {
    /** What is a field of the implementation only, or behind an accessor that nobody overrides; the same on both JDKs. */
    private static final List<String> NOT_PLAIN = List.of(
            "item 30 result.pid: of java.lang.Process only as java.lang.ProcessImpl",
            "item 38 result.remoteAddress: of java.nio.channels.SocketChannel only as sun.nio.ch.SocketChannelImpl",
            "item 51 this.lookupClass: final java.lang.invoke.MethodHandles$Lookup.lookupClass(Lookup)Class",
            "item 53 a2.lookupClass: final java.lang.invoke.MethodHandles$Lookup.lookupClass(Lookup)Class",
            "item 61 this.id: final com.sun.tools.attach.VirtualMachine.id(VirtualMachine)String",
            "item 63 a2.ds.dir: of java.nio.file.SecureDirectoryStream only as sun.nio.fs.UnixSecureDirectoryStream",
            "item 74 a1.toString: final java.net.URI.toString(URI)String");

    /** The same of what JDK 25 alone has. */
    private static final List<String> FOREIGN = List.of(
            "item 48 a1.address: sealed java.lang.foreign.MemorySegment.address(MemorySegment)long",
            "item 48 a1.getName: final java.lang.Module.getName(Module)String",
            "item 48 a1.toMethodType: sealed java.lang.foreign.FunctionDescriptor.toMethodType(FunctionDescriptor)MethodType",
            "item 48 a2.toMethodType: sealed java.lang.foreign.FunctionDescriptor.toMethodType(FunctionDescriptor)MethodType",
            "item 48 this.address: sealed jdk.internal.foreign.AbstractMemorySegmentImpl.address(AbstractMemorySegmentImpl)long");

    private static void assertThatEveryPlaceIsResolved(Jvm jvm) throws Exception {
        Jvm.Ended ended = jvm.agent("handover=main,hot=all").run(Places.class);

        assertThat(ended.err()).isEmpty();
        List<String> lines = ended.out().lines().toList();
        assertThat(lines).endsWith("read /");
        assertThat(lines).filteredOn(line -> line.contains(": getter ")).hasSizeGreaterThan(30);
        assertThat(lines)
                .filteredOn(line -> !line.contains(": getter ") && !line.startsWith("read "))
                .filteredOn(line -> !FOREIGN.contains(line))
                .containsExactlyElementsOf(NOT_PLAIN);
        if (lines.stream().anyMatch(line -> line.startsWith("item 48 "))) {
            assertThat(lines).containsAll(FOREIGN);
        }
    }

    @Test
    void onTheJdkOfTheBuild() throws Exception {
        assertThatEveryPlaceIsResolved(Jvm.current());
    }

    @Tag("machine")
    @Test
    void onEitherJdk() throws Exception {
        assertThatEveryPlaceIsResolved(Jvm.of(17));
        assertThatEveryPlaceIsResolved(Jvm.of(25));
    }
}
