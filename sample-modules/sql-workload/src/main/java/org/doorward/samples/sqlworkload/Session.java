package org.doorward.samples.sqlworkload;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.osgi.service.jdbc.DataSourceFactory;

/** A connection with variables, opened when it is first needed and again after a statement that ended it. For one thread. */
final class Session implements AutoCloseable {
    private final DataSourceFactory database;
    private final String url;
    private final Map<String, String> variables;
    private Connection connection;

    Session(DataSourceFactory database, String url, Map<String, String> variables) {
        this.database = database;
        this.url = url;
        this.variables = variables;
    }

    /** Executes a statement; what it returned, as text. */
    String execute(String statement) throws SQLException {
        if (connection == null || connection.isClosed()) {
            connect();
        }
        try (Statement executed = connection.createStatement()) {
            boolean rows = executed.execute(statement);
            if (connection.isClosed()) { // SHUTDOWN: nothing can be asked any more
                return Answer.count(0);
            }
            return rows ? Answer.rows(executed.getResultSet()) : Answer.count(executed.getUpdateCount());
        }
    }

    private void connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty(DataSourceFactory.JDBC_URL, url);
        DataSource source = database.createDataSource(properties);
        connection = source.getConnection();
        try (Statement set = connection.createStatement()) {
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                set.execute("SET @" + variable.getKey() + " = '"
                        + variable.getValue().replace("'", "''") + "'");
            }
        }
    }

    @Override
    public void close() throws SQLException {
        if (connection != null && !connection.isClosed()) {
            connection.close();
        }
    }
}
