package org.doorward.samples.sqlworkload;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.jdbc.DataSourceFactory;

/**
 * The commands {@code sql} and {@code script} of the shell, as Gogo takes them from any bundle: methods of a service, whose result is
 * printed, and whose exception is the failure of the line. There as long as the database is. Safe for all threads: each call has its
 * own connection.
 */
@Component(
        service = SqlCommands.class,
        property = {"osgi.command.scope=sql", "osgi.command.function=sql", "osgi.command.function=script"})
public final class SqlCommands {
    private final DataSourceFactory database;

    /** Commands over this database. */
    @Activate
    public SqlCommands(
            @Reference(target = "(" + DataSourceFactory.OSGI_JDBC_DRIVER_CLASS + "=org.h2.Driver)")
                    DataSourceFactory database) {
        this.database = database;
    }

    /**
     * Executes one statement. Blocks until it has ended.
     *
     * @param url of the database, {@code jdbc:h2:...}
     * @param variables {@code name=value}: what {@code @name} stands for in the statement
     * @return what it returned, as text
     * @throws SQLException as the database throws it
     * @throws IllegalArgumentException if a variable has another form
     */
    public String sql(String url, String statement, String... variables) throws SQLException {
        try (Session session = new Session(database, url, Variables.of(variables))) {
            return session.execute(statement);
        }
    }

    /**
     * Executes the statements of a file. Blocks until the last has ended. One that fails does not keep the others from running.
     *
     * @param url of the database
     * @param file absolute, in UTF-8, statements with semicolons between them
     * @param variables as above
     * @return each statement with its result or error; the last line counts them by their first word
     * @throws IOException if the file cannot be read
     * @throws SQLException if there is no connection to be had
     * @throws IllegalArgumentException if a variable has another form
     */
    public String script(String url, String file, String... variables) throws IOException, SQLException {
        try (Session session = new Session(database, url, Variables.of(variables))) {
            return new Script(session).run(Path.of(file));
        }
    }
}
