package org.doorward.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Addresses, read back from the kernel's structure and from their text. */
class AddressProperties {
    private final EventEncoder event = new EventEncoder();

    private String written() {
        event.stamp(0, 7);
        EventText text = new EventText(ContractTrail.process(), new byte[] {1});
        ByteBuffer lines = text.format(event.array(), 0, event.length());
        EventTextProperties.assertLines(lines.duplicate());
        return StandardCharsets.US_ASCII.decode(lines).toString();
    }

    private static String field(String written, String name) {
        return written.replaceAll("(?s).*[ ']" + name + "=(\\S*).*", "$1");
    }

    private static byte[] structure(String written) {
        return HexFormat.of().parseHex(field(written, "saddr"));
    }

    @Property
    void anyAddressIsReadBackFromTheStructureAndFromTheText(
            @ForAll("ips") List<Byte> ip, @ForAll int scope, @ForAll @IntRange(max = 0xffff) int port)
            throws UnknownHostException {
        byte[] bytes = Statement.array(ip);
        event.begin(KindTable.contract().find("network.accept"));
        event.address("address", bytes, scope, port, null);
        event.address("local", bytes, scope, port, null);
        event.denial("m", null, null, true);
        String written = written();

        byte[] structure = structure(written);
        ByteBuffer read = ByteBuffer.wrap(structure);
        boolean four = bytes.length == 4;
        assertThat(structure).hasSize(four ? 16 : 28);
        assertThat(read.order(ByteOrder.LITTLE_ENDIAN).getShort(0)).isEqualTo((short) (four ? 2 : 10));
        assertThat(read.order(ByteOrder.BIG_ENDIAN).getShort(2) & 0xffff).isEqualTo(port);
        assertThat(Arrays.copyOfRange(structure, four ? 4 : 8, four ? 8 : 24)).isEqualTo(bytes);
        if (!four) {
            assertThat(read.order(ByteOrder.LITTLE_ENDIAN).getInt(24)).isEqualTo(scope);
        }
        for (String text : List.of(field(written, "local").replace("\"", ""), field(written, "tcontext"))) {
            int colon = text.lastIndexOf(':');
            assertThat(text.substring(colon + 1)).isEqualTo(String.valueOf(port));
            String address = text.substring(0, colon);
            assertThat(address.startsWith("[") && address.endsWith("]")).isEqualTo(!four);
            assertThat(InetAddress.getByName(address)).isEqualTo(InetAddress.getByAddress(bytes));
        }
        assertThat(written).doesNotContain(" address="); // nobody asked
    }

    /** RFC 5952, section 4: the longest run of zeros, of equal ones the first, a single group never; lower case; no leading zeros. */
    @Example
    void anInet6AddressIsWrittenAsRfc5952Has() {
        assertThat(List.of(
                        text("20010db8000000000000000000000001"),
                        text("20010db8000000010001000100010001"),
                        text("20010db80000000000010000000000aa"),
                        text("20010000000000010000000000000001"),
                        text("00000000000000000000000000000000"),
                        text("00000000000000000000000000000001"),
                        text("00010002000300040005000600000000"),
                        text("fe800000000000000000000000000abc")))
                .containsExactly(
                        "2001:db8::1",
                        "2001:db8:0:1:1:1:1:1",
                        "2001:db8::1:0:0:aa",
                        "2001:0:0:1::1",
                        "::",
                        "::1",
                        "1:2:3:4:5:6::",
                        "fe80::abc");
    }

    private String text(String hex) {
        event.beginEntry(KindTable.contract().find("network.connect"));
        event.address("address", HexFormat.of().parseHex(hex), 0, 1, null);
        return field(written(), "addr");
    }

    @Property
    void aPathOfAnyBytesIsReadBackFromTheStructure(@ForAll @Size(max = 200) byte[] path) {
        event.begin(KindTable.contract().find("network.bind"));
        byte[] around = Arrays.copyOf(path, path.length + 3);
        event.unixAddress("address", around, 0, path.length);
        String written = written();

        byte[] structure = structure(written);
        assertThat(Arrays.copyOf(structure, 2)).containsExactly(1, 0);
        assertThat(Arrays.copyOfRange(structure, 2, structure.length - 1)).isEqualTo(path);
        assertThat(structure[structure.length - 1]).isZero();
        assertThat(field(written, "a2")).isEqualTo("6e");
        assertThat(written).doesNotContain("KERNEL_OTHER").doesNotContain("_len=");
    }

    @Property(tries = 50)
    void aPathThatWasCutSaysSo(@ForAll @IntRange(min = 4097, max = 9000) int length) {
        event.begin(KindTable.contract().find("network.bind"));
        event.unixAddress("address", "/".repeat(length));
        String written = written();

        assertThat(structure(written)).hasSize(2 + 4096 + 1);
        assertThat(field(written, "saddr_len")).isEqualTo(String.valueOf(2 + length + 1));
    }

    @Provide
    Arbitrary<List<Byte>> ips() {
        Arbitrary<Byte> often = Arbitraries.oneOf(Arbitraries.just((byte) 0), Arbitraries.bytes());
        return Arbitraries.of(4, 16)
                .flatMap(size -> often.list().ofSize(size))
                .filter(ip -> !isInet4InInet6(ip)); // which InetAddress makes an inet address of
    }

    private static boolean isInet4InInet6(List<Byte> ip) {
        byte[] bytes = Statement.array(ip);
        return bytes.length == 16
                && Arrays.equals(Arrays.copyOf(bytes, 10), new byte[10])
                && bytes[10] == -1
                && bytes[11] == -1;
    }
}
