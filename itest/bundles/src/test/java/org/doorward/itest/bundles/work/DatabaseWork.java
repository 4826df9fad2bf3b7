package org.doorward.itest.bundles.work;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.doorward.itest.bundles.Workload;
import org.hsqldb.jdbc.JDBCDriver;

/** {@code work FOLDER}: a database on files is filled, written down, closed, opened again and read. */
public final class DatabaseWork extends Workload {
    private static Connection open(String folder) throws Exception {
        return new JDBCDriver().connect("jdbc:hsqldb:file:" + folder + "/db", new Properties());
    }

    @Override
    protected String work(List<String> arguments) throws Exception {
        String folder = arguments.get(0);
        try (Connection connection = open(folder);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE CACHED TABLE notes (id INT PRIMARY KEY, text VARCHAR(100))");
            for (int id = 0; id < 100; id++) {
                statement.execute("INSERT INTO notes VALUES (" + id + ", 'note " + id + "')");
            }
            statement.execute("CHECKPOINT DEFRAG");
            statement.execute("SHUTDOWN");
        }
        try (Connection connection = open(folder);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*), MAX(id) FROM notes")) {
            rows.next();
            String read = rows.getInt(1) + " rows, the last " + rows.getInt(2);
            statement.execute("SHUTDOWN COMPACT");
            return read;
        }
    }
}
