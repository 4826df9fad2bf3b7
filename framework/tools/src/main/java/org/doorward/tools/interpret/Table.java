package org.doorward.tools.interpret;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tables that packages have as resources: rows of columns between tabs, comments behind {@code #}. */
public final class Table {
    private Table() {}

    /** The rows of the table of a name that stands beside a class. */
    public static List<String[]> rows(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name);
                BufferedReader rows = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return rows.lines()
                    .filter(row -> !row.startsWith("#"))
                    .map(row -> row.split("\t"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
