package dev.synod.cluster;

import dev.synod.runtime.GrowingSet;
import dev.synod.runtime.RecordShape;
import dev.synod.runtime.trace.ValueDecoder;
import dev.synod.runtime.trace.ValueEncoder;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceFormatException;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.TraceWriter;
import dev.synod.trace.Value;
import dev.synod.trace.ValueJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * The durable ledger of one node: its stable state and its trace, in one SQLite database.
 *
 * <p>Table {@code state} has each stable component as JSON, a component that is a map one row an entry; {@code events} has the
 * trace; {@code about} says whose ledger it is. State and events of a batch of steps are one transaction, so that after a
 * crash neither knows of a step that the other does not. In the mode {@link Durability#SYNCED} a commit has been synced to the
 * disk when it returns (a write-ahead log, {@code synchronous = FULL}), and only then may messages leave that depend on it.
 *
 * <p>A ledger that is damaged, or is another node's, cluster's or algorithm's, is refused and left as it is. Not safe for use
 * by several threads at once.
 */
final class Ledger implements Closeable {

    static final String FILE = "ledger.db";

    private static final String FORMAT = "synod-ledger/1";
    /** "SYND", in the file's header, by which a database says what it is. */
    private static final int APPLICATION = 0x53594e44;
    /** Milliseconds; how long another process that writes into the ledger, as a curious one might, is waited for. */
    private static final int PATIENCE = 2_000;
    private static final String STARTS = "starts";
    /** The key of a component that is no map: no JSON text is empty. */
    private static final String WHOLE = "";
    /** The value of the row of an element of a set. */
    private static final String MEMBER = "true";

    /**
     * Whose ledger it is; each value is compared when it is opened again.
     *
     * @param cluster the cluster's name
     * @param spec    the specification
     * @param node    the node
     * @param nodes   all nodes
     * @param options the algorithm's options
     */
    record Owner(String cluster, String spec, String node, String nodes, String options) {

        Map<String, String> values() {
            Map<String, String> values = new LinkedHashMap<>();
            values.put("format", FORMAT);
            values.put("cluster", cluster);
            values.put("spec", spec);
            values.put("node", node);
            values.put("nodes", nodes);
            values.put("options", options);
            return values;
        }
    }

    private final Path file;
    private final FileChannel lockFile;
    private final Connection connection;
    private final PreparedStatement insertEvent;
    private final PreparedStatement putState;
    private final PreparedStatement removeState;
    private final PreparedStatement removeVariable;
    private long starts;

    private Ledger(Path file, FileChannel lockFile, Connection connection) throws SQLException {
        this.file = file;
        this.lockFile = lockFile;
        this.connection = connection;
        insertEvent = connection.prepareStatement("insert into events values (?, ?, ?, ?, ?)");
        putState = connection.prepareStatement("insert or replace into state values (?, ?, ?, ?)");
        removeState = connection.prepareStatement("delete from state where variable = ? and key = ?");
        removeVariable = connection.prepareStatement("delete from state where variable = ?");
    }

    /**
     * Opens the ledger in that folder, or begins one.
     *
     * @throws LedgerException if there is one that cannot be used, which stays as it is
     */
    static Ledger open(Path folder, Owner owner, Durability durability) {
        Path file = folder.resolve(FILE);
        FileChannel lock = null;
        Connection connection = null;
        try {
            Files.createDirectories(folder);
            lock = lock(folder.resolve("ledger.lock"), file);
            if (Files.exists(file)) {
                checkOwner(file, owner);
            } else {
                create(folder, owner);
            }
            connection = connect(file, false);
            Ledger ledger = new Ledger(file, lock, connection);
            ledger.starts = ledger.countStart();
            ledger.setDurability(durability);
            return ledger;
        } catch (SQLException | IOException | RuntimeException e) {
            closeQuietly(connection);
            closeQuietly(lock);
            if (e instanceof LedgerException unusable) {
                throw unusable;
            } else if (e instanceof RuntimeException defect) {
                throw defect;
            }
            throw unusable(file, "cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * The cluster whose node's ledger is in that folder; empty if there is none.
     *
     * @throws LedgerException if it cannot be read
     */
    static Optional<String> cluster(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Connection connection = connectToRead(file)) {
            return Optional.ofNullable(about(connection).get("cluster"));
        } catch (SQLException e) {
            throw unusable(file, "is damaged, or no ledger: " + e.getMessage(), e);
        }
    }

    private static FileChannel lock(Path lockFile, Path ledger) throws IOException {
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new LedgerException("Ledger " + ledger + " is in use by another process. End that process, or give this node"
                    + " another folder.");
        }
        return channel;
    }

    /** A connection that commits as every ledger does. */
    static Connection connect(Path file, boolean create) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        if (!create) {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(PATIENCE);
        // Nobody asks for them, and they cost a query for each row.
        config.setGetGeneratedKeys(false);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try {
            String journal = text(connection, "pragma journal_mode");
            String synchronous = text(connection, "pragma synchronous");
            if (!journal.equals("wal") || !synchronous.equals("2")) {
                throw unusable(file, "cannot be written ahead and in sync: journal_mode is " + journal + ", synchronous is "
                        + synchronous + "; expected wal and 2", null);
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** Reads the file without the right to write, so that a stranger's stays as it is. */
    private static Connection connectToRead(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private static void checkOwner(Path file, Owner owner) {
        try (Connection connection = connectToRead(file)) {
            if (!text(connection, "pragma application_id").equals(Integer.toString(APPLICATION))) {
                throw unusable(file, "is no ledger of a node, but another database", null);
            }
            for (String table : List.of("about", "state")) {
                String check = text(connection, "pragma quick_check(" + table + ")");
                if (!check.equals("ok")) {
                    throw unusable(file, "is damaged: " + check, null);
                }
            }
            Map<String, String> about = about(connection);
            owner.values().forEach((what, expected) -> {
                String found = about.get(what);
                if (!expected.equals(found)) {
                    throw unusable(file, "is another's: its " + what + " is " + found + "; expected " + expected, null);
                }
            });
        } catch (SQLException e) {
            throw unusable(file, "is damaged, or no database: " + e.getMessage(), e);
        }
    }

    private static LedgerException unusable(Path file, String what, Exception cause) {
        return new LedgerException("Ledger " + file + " " + what + ". It was left as it is; give this node another folder, or"
                + " put the right ledger in its place.", cause);
    }

    private static Map<String, String> about(Connection connection) throws SQLException {
        Map<String, String> about = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select key, value from about")) {
            while (rows.next()) {
                about.put(rows.getString(1), rows.getString(2));
            }
        }
        return about;
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "nothing";
        }
    }

    /** Makes an empty ledger under another name first, so that one of which a crash left half is never taken for one. */
    private static void create(Path folder, Owner owner) throws SQLException, IOException {
        Path begun = folder.resolve("ledger.new");
        for (String part : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(folder.resolve("ledger.new" + part));
        }
        try (Connection connection = connect(begun, true)) {
            fill(connection, owner);
        }
        Files.move(begun, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static void fill(Connection connection, Owner owner) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma application_id = " + APPLICATION);
            statement.execute("create table about (key text primary key, value text) without rowid");
            statement.execute("create table state (variable text, key text, value text, checksum integer,"
                    + " primary key (variable, key)) without rowid");
            statement.execute("create table events (n integer primary key, action text, args text, state text, clock text)");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into about values (?, ?)")) {
            for (Map.Entry<String, String> e : owner.values().entrySet()) {
                insert.setString(1, e.getKey());
                insert.setString(2, e.getValue());
                insert.execute();
            }
            insert.setString(1, STARTS);
            insert.setString(2, "0");
            insert.execute();
        }
        connection.commit();
    }

    private long countStart() throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update about set value = value + 1 where key = ?")) {
            update.setString(1, STARTS);
            update.execute();
        }
        long count = Long.parseLong(text(connection, "select value from about where key = '" + STARTS + "'"));
        connection.commit();
        return count;
    }

    private void setDurability(Durability durability) throws SQLException, IOException {
        Path synced = synced(file);
        if (durability == Durability.SYNCED) {
            Files.deleteIfExists(synced);
            return;
        }
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma wal_checkpoint(truncate)");
            statement.execute("pragma synchronous = off");
            // Nothing may move from the log into the database, or the length of the log would not tell what is lost.
            statement.execute("pragma wal_autocheckpoint = 0");
        }
        connection.setAutoCommit(false);
        Files.writeString(synced, Long.toString(length(log(file))));
    }

    /** How often the ledger has been opened, with this time. */
    long starts() {
        return starts;
    }

    /**
     * The state that it holds: stable components as they were committed last, the others and those that were never committed
     * as they are in the initial state.
     *
     * @throws LedgerException if what it holds is no such state
     */
    <S extends Record> S state(S initial, ValueDecoder decoder) {
        RecordShape shape = RecordShape.of(initial.getClass());
        Map<String, Map<String, String>> rows = rows();
        Object[] values = new Object[shape.size()];
        for (int i = 0; i < values.length; i++) {
            Map<String, String> entries = rows.remove(shape.names().get(i));
            if (entries == null) {
                values[i] = shape.value(initial, i);
            } else if (!shape.isStable(i)) {
                throw unusable(file, "has a value of " + shape.names().get(i) + ", which is not stable", null);
            } else {
                values[i] = component(initial.getClass(), i, entries, decoder);
            }
        }
        if (!rows.isEmpty()) {
            throw unusable(file, "has values of " + rows.keySet() + "; the state has " + shape.names(), null);
        }
        @SuppressWarnings("unchecked") // It is of the class of the state given.
        S state = (S) shape.newInstance(values);
        return state;
    }

    private Map<String, Map<String, String>> rows() {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select variable, key, value, checksum from state")) {
            while (row.next()) {
                String variable = row.getString(1);
                String key = row.getString(2);
                String value = row.getString(3);
                if (row.getLong(4) != checksum(variable, key, value)) {
                    throw unusable(file, "is damaged: the checksum of " + variable + " is not that of its value", null);
                }
                rows.computeIfAbsent(variable, v -> new LinkedHashMap<>()).put(key, value);
            }
            connection.commit();
            return rows;
        } catch (SQLException e) {
            throw unusable(file, "is damaged: " + e.getMessage(), e);
        }
    }

    private Object component(Class<? extends Record> type, int position, Map<String, String> rows, ValueDecoder decoder) {
        try {
            String whole = rows.get(WHOLE);
            // The row of the whole of a map says only that there is a map; its entries follow. So it is with a set that grows.
            if (whole != null && rows.size() == 1) {
                return decoder.component(type, position, read(whole));
            }
            if (type.getRecordComponents()[position].getType() == GrowingSet.class) {
                return GrowingSet.copyOf(rows.keySet().stream().filter(key -> !key.equals(WHOLE))
                        .map(key -> decoder.entryPart(type, position, true, read(key))).toList());
            }
            Map<Object, Object> map = new LinkedHashMap<>();
            rows.forEach((key, value) -> {
                if (!key.equals(WHOLE)) {
                    map.put(decoder.entryPart(type, position, true, read(key)),
                            decoder.entryPart(type, position, false, read(value)));
                }
            });
            return Collections.unmodifiableMap(map);
        } catch (IllegalArgumentException e) {
            throw unusable(file, "is damaged: " + e.getMessage(), e);
        }
    }

    private Value read(String json) {
        try {
            return ValueJson.read(json.getBytes(StandardCharsets.UTF_8), file.toString());
        } catch (TraceFormatException e) {
            throw unusable(file, "is damaged: " + e.getMessage(), e);
        }
    }

    private static long checksum(String variable, String key, String value) {
        CRC32C crc = new CRC32C();
        for (String text : List.of(variable, key, value)) {
            crc.update(text.getBytes(StandardCharsets.UTF_8));
            crc.update(0);
        }
        return crc.getValue();
    }

    /** The number of its last event, 0 if there is none. */
    long lastEvent() {
        try {
            long last = Long.parseLong(text(connection, "select coalesce(max(n), 0) from events"));
            connection.commit();
            return last;
        } catch (SQLException e) {
            throw unusable(file, "is damaged: " + e.getMessage(), e);
        }
    }

    /** The clock of its last event, by node; empty if there is none. */
    Map<String, Long> lastClock() {
        String clock;
        try {
            clock = text(connection, "select clock from events order by n desc limit 1");
            connection.commit();
        } catch (SQLException e) {
            throw unusable(file, "is damaged: " + e.getMessage(), e);
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        if (!clock.equals("nothing")) {
            if (!(read(clock) instanceof Value.Rec record)) {
                throw unusable(file, "is damaged: its last event has the clock " + clock, null);
            }
            record.fields().forEach((node, count) -> {
                if (!(count instanceof Value.Int number)) {
                    throw unusable(file, "is damaged: its last event has the clock " + clock, null);
                }
                counts.put(node, number.value());
            });
        }
        return counts;
    }

    /**
     * Commits a batch of steps: their events, and what has become of the stable components.
     *
     * @param events the steps' events, numbered from {@link #lastEvent()} on; none if no trace is kept
     * @param before the state of the last commit, or null for one that has not been written at all
     * @param after  the state now
     * @throws LedgerException if that fails: then nothing is known to be on the disk, and the node must end
     */
    void commit(List<TraceEvent> events, Record before, Record after, ValueEncoder encoder) {
        try {
            for (TraceEvent event : events) {
                insertEvent.setLong(1, event.n());
                insertEvent.setString(2, event.action());
                insertEvent.setString(3, ValueJson.text(event.args()));
                insertEvent.setString(4, ValueJson.text(event.state()));
                insertEvent.setString(5, clock(event.clock()));
                insertEvent.execute();
            }
            RecordShape shape = RecordShape.of(after.getClass());
            for (int i = 0; i < shape.size(); i++) {
                if (shape.isStable(i)) {
                    Object old = before == null ? null : shape.value(before, i);
                    Object now = shape.value(after, i);
                    if (before == null || !Objects.equals(old, now)) {
                        write(shape.names().get(i), old, now, encoder);
                    }
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new LedgerException("Ledger " + file + " cannot be written (" + e.getMessage() + "). The node ends, since"
                    + " nothing that it promises would be on the disk. Look at the disk, and start the node again.", e);
        }
    }

    private static String clock(Map<String, Long> clock) {
        Map<String, Value> counts = new LinkedHashMap<>();
        clock.forEach((node, count) -> counts.put(node, Value.of(count)));
        return ValueJson.text(counts);
    }

    private void write(String variable, Object old, Object now, ValueEncoder encoder) throws SQLException {
        if (now instanceof GrowingSet<?> set) {
            writeElements(variable, old instanceof GrowingSet<?> known ? known : null, set, encoder);
            return;
        }
        if (!(now instanceof Map<?, ?> map)) {
            if (old instanceof Map<?, ?>) {
                removeVariable.setString(1, variable);
                removeVariable.execute();
            }
            put(variable, WHOLE, ValueJson.text(encoder.encode(now)));
            return;
        }
        Map<?, ?> known = old instanceof Map<?, ?> m ? m : Map.of();
        if (!(old instanceof Map<?, ?>)) {
            put(variable, WHOLE, ValueJson.text(encoder.encode(Map.of())));
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object value = entry.getValue();
            Object was = known.get(entry.getKey());
            if (!Objects.equals(was, value) || value == null && !known.containsKey(entry.getKey())) {
                put(variable, ValueJson.text(encoder.encode(entry.getKey())), ValueJson.text(encoder.encode(value)));
            }
        }
        for (Object key : known.keySet()) {
            if (!map.containsKey(key)) {
                removeState.setString(1, variable);
                removeState.setString(2, ValueJson.text(encoder.encode(key)));
                removeState.execute();
            }
        }
    }

    /** Each element is a row of its own, so that the price of a commit does not grow with the set. */
    private <T> void writeElements(String variable, GrowingSet<?> old, GrowingSet<T> now, ValueEncoder encoder)
            throws SQLException {
        @SuppressWarnings("unchecked") // Both are values of one component.
        Optional<List<T>> news = now.since(old == null ? GrowingSet.empty() : (GrowingSet<T>) old);
        if (old == null || news.isEmpty()) {
            removeVariable.setString(1, variable);
            removeVariable.execute();
            put(variable, WHOLE, ValueJson.text(encoder.encode(Set.of())));
        }
        for (T element : news.orElseGet(() -> List.copyOf(now))) {
            put(variable, ValueJson.text(encoder.encode(element)), MEMBER);
        }
    }

    private void put(String variable, String key, String value) throws SQLException {
        putState.setString(1, variable);
        putState.setString(2, key);
        putState.setString(3, value);
        putState.setLong(4, checksum(variable, key, value));
        putState.execute();
    }

    @Override
    public void close() {
        closeQuietly(connection);
        closeQuietly(lockFile);
    }

    private static void closeQuietly(AutoCloseable resource) {
        if (resource != null) {
            try {
                resource.close();
            } catch (Exception e) {
                // What was committed is on the disk; nothing else counts.
            }
        }
    }

    // -- what is done with the ledger of a node that does not run -------------------------------------------------------

    /**
     * Writes the trace that a ledger holds, complete with its footer; the stream stays open.
     *
     * @return the number of events
     * @throws LedgerException if the ledger cannot be read
     */
    static long export(Path folder, TraceHeader header, String node, OutputStream out) {
        Path file = folder.resolve(FILE);
        // Not closed: the stream is the caller's.
        TraceWriter writer = new TraceWriter(out, header);
        try (Connection connection = connectToRead(file); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select n, action, args, state, clock from events order by n")) {
            while (row.next()) {
                writer.writeJson(row.getLong(1), node, row.getString(5), row.getString(2), row.getString(3), row.getString(4));
            }
        } catch (SQLException e) {
            throw unusable(file, "is damaged, or no ledger: " + e.getMessage(), e);
        }
        writer.finish();
        return writer.events();
    }

    /**
     * Does to the ledger of a node that was killed what a power cut would have done: whatever was not synced is gone. A ledger
     * in the mode {@link Durability#SYNCED} loses nothing.
     *
     * <p>The trace is left whole, as an observer who stood beside the machine would have it. So the trace has steps that the
     * state has forgotten, and the replay sees that at the crash.
     *
     * @return how many bytes were lost
     * @throws LedgerException if the ledger cannot be read
     */
    static long cutPower(Path folder) {
        Path file = folder.resolve(FILE);
        Path synced = synced(file);
        try {
            if (!Files.exists(synced)) {
                return 0;
            }
            List<Object[]> events = new ArrayList<>();
            try (Connection connection = connectToRead(file); Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select n, action, args, state, clock from events order by n")) {
                while (row.next()) {
                    events.add(new Object[] {row.getLong(1), row.getString(2), row.getString(3), row.getString(4),
                        row.getString(5)});
                }
            }
            long kept = Long.parseLong(Files.readString(synced));
            long lost = length(log(file)) - kept;
            if (lost > 0) {
                try (FileChannel log = FileChannel.open(log(file), StandardOpenOption.WRITE)) {
                    log.truncate(kept);
                }
                Files.deleteIfExists(file.resolveSibling(FILE + "-shm"));
            }
            try (Connection connection = connect(file, false);
                    PreparedStatement insert = connection.prepareStatement("insert or ignore into events values (?, ?, ?, ?, ?)")) {
                for (Object[] event : events) {
                    for (int i = 0; i < event.length; i++) {
                        insert.setObject(i + 1, event[i]);
                    }
                    insert.execute();
                }
                connection.commit();
            }
            return Math.max(0, lost);
        } catch (SQLException | IOException e) {
            throw unusable(file, "cannot be cut off from its power: " + e.getMessage(), e);
        }
    }

    private static Path synced(Path file) {
        return file.resolveSibling("ledger.synced");
    }

    private static Path log(Path file) {
        return file.resolveSibling(FILE + "-wal");
    }

    private static long length(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
