package org.doorward.tools.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Inet6TextTest {
    @ParameterizedTest
    @CsvSource({
        "20010DB8000000000000000000000005, 2001:db8::5",
        "00000000000000000000000000000000, ::",
        "00000000000000000000000000000001, ::1",
        "20010DB8000100010001000100000001, 2001:db8:1:1:1:1:0:1",
        "20010000000000010000000000000001, 2001:0:0:1::1",
        "FE800000000000000000000000000000, fe80::",
        "00000000000000000000FFFFC0000207, ::ffff:192.0.2.7",
        "000000000000000000000000C0000207, ::192.0.2.7"
    })
    void isWrittenAsTheCLibraryWritesIt(String bytes, String text) {
        assertThat(Inet6Text.of(HexFormat.of().parseHex(bytes), 0)).isEqualTo(text);
    }
}
