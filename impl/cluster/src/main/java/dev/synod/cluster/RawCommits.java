package dev.synod.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** How often a second SQLite can commit to a disk, with nothing else to do: what no node can be faster than. */
public final class RawCommits {

    private static final String FILE = "raw.db";
    /** Bytes in a row, about as many as an event of a trace has. */
    private static final int ROW = 200;

    private RawCommits() {
    }

    /**
     * Commits as a ledger does, each time one row of 200 bytes and each time synced to the disk, for that long.
     *
     * @param folder where; there must be no {@code raw.db} in it, and there is none afterwards
     * @return commits a second
     * @throws IOException if the database cannot be written
     */
    public static double perSecond(Path folder, Duration length) throws IOException {
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            throw new IOException(file + " exists. Remove it, or measure in another folder.");
        }
        try (Connection connection = Ledger.connect(file, true)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table rows (n integer primary key, text text)");
            }
            connection.commit();
            String row = "x".repeat(ROW);
            long commits = 0;
            long start = System.nanoTime();
            try (PreparedStatement insert = connection.prepareStatement("insert into rows values (?, ?)")) {
                while (System.nanoTime() - start < length.toNanos()) {
                    insert.setLong(1, ++commits);
                    insert.setString(2, row);
                    insert.execute();
                    connection.commit();
                }
            }
            return commits / ((System.nanoTime() - start) / 1e9);
        } catch (SQLException e) {
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
        } finally {
            for (String part : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(folder.resolve(FILE + part));
            }
        }
    }
}
