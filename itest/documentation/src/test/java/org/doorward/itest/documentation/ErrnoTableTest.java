package org.doorward.itest.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorward.event.Errno;
import org.junit.jupiter.api.Test;

/** The tables of docs/record-format.md on exit= against the code that fills it. */
class ErrnoTableTest {
    private static final Document FORMAT = Document.of("docs/record-format.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern NUMBER = Pattern.compile("(-\\d+) ([A-Z0-9]+)");
    private static final List<String> PACKAGES = List.of(
            "java.nio.file.",
            "java.lang.",
            "java.io.",
            "java.net.",
            "java.nio.channels.",
            "java.lang.reflect.",
            "org.doorward.guard.");

    private record Row(List<String> words, int number, String name) {}

    private static List<Row> rows(String heading) {
        List<Row> rows = new ArrayList<>();
        for (String line : FORMAT.table(heading)) {
            Matcher number = NUMBER.matcher(line);
            assertThat(number.find()).as(line).isTrue();
            rows.add(new Row(
                    CODE.matcher(line.split("\\|")[1])
                            .results()
                            .map(match -> match.group(1))
                            .toList(),
                    Integer.parseInt(number.group(1)),
                    number.group(2)));
        }
        return rows;
    }

    private static Throwable make(String simpleName) throws ReflectiveOperationException {
        for (String place : PACKAGES) {
            Class<?> type;
            try {
                type = Class.forName(place + simpleName);
            } catch (ClassNotFoundException e) {
                continue;
            }
            for (var constructor : type.getDeclaredConstructors()) {
                Object[] arguments = new Object[constructor.getParameterCount()];
                boolean texts = java.util.Arrays.stream(constructor.getParameterTypes())
                        .allMatch(parameter -> parameter == String.class);
                if (texts && java.lang.reflect.Modifier.isPublic(constructor.getModifiers())) {
                    java.util.Arrays.fill(arguments, "x");
                    return (Throwable) constructor.newInstance(arguments);
                }
            }
        }
        throw new ClassNotFoundException("[" + simpleName + "] in none of " + PACKAGES);
    }

    @Test
    void aFailureWithThisExceptionHasThisNumber() throws ReflectiveOperationException {
        int compared = 0;
        for (Row row : rows("### By exception")) {
            for (String name : row.words()) {
                assertThat(Errno.of(make(name))).as(name).isEqualTo(row.number());
                compared++;
            }
            assertThat(Errno.name(row.number())).isEqualTo(row.name());
        }
        assertThat(compared).isGreaterThan(30);
    }

    @Test
    void aFailureWithThisTextHasThisNumber() {
        int compared = 0;
        for (Row row : rows("### By text")) {
            for (String text : row.words()) {
                for (IOException failure : List.of(
                        new FileNotFoundException("name (" + text + ")"),
                        new FileSystemException("name", null, text),
                        new ConnectException(text),
                        new BindException(text),
                        new SocketException(text),
                        new IOException(text))) {
                    assertThat(Errno.of(failure)).as(failure.toString()).isEqualTo(row.number());
                    compared++;
                }
            }
            assertThat(Errno.name(row.number())).isEqualTo(row.name());
        }
        assertThat(compared).isGreaterThan(100);
    }
}
