package dev.synod.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.runtime.Action;
import dev.synod.runtime.Crash;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Stable;
import dev.synod.runtime.Step;
import dev.synod.runtime.trace.ValueDecoder;
import dev.synod.runtime.trace.ValueEncoder;
import dev.synod.trace.TraceEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {

    record Book(@Stable int promise, @Stable Map<Integer, String> log, @Stable Set<NodeId> heard, int volatileCount) {
    }

    record Said(int number) {
    }

    /** Keeps books. */
    @Crash("Crash(p)")
    static class Keeper extends Machine<Book, Said> {
        Keeper() {
            super(NodeId.of("p1"), NodeId.numbered("p", 2));
        }

        @Override
        public Book initial() {
            return new Book(-1, Map.of(), Sets.empty(), 0);
        }

        @Override
        public Map<String, Object> constants() {
            return Map.of();
        }

        @Action
        Step<Book> hear(Book p, Said m) {
            return to(p);
        }
    }

    private static final Ledger.Owner OWNER = new Ledger.Owner("c", "s/S", "p1", "[p1, p2]", "a=b");

    private final Keeper keeper = new Keeper();
    private final ValueEncoder encoder = new ValueEncoder(Said.class);
    private final ValueDecoder decoder = new ValueDecoder(keeper);

    @TempDir
    private Path folder;

    private Book written() {
        try (Ledger ledger = Ledger.open(folder, OWNER, Durability.SYNCED)) {
            Book one = new Book(3, Map.of(1, "a", 2, "b"), Sets.of(NodeId.of("p2")), 7);
            ledger.commit(List.of(event(1)), null, one, encoder);
            Map<Integer, String> log = new LinkedHashMap<>(Map.of(1, "a", 3, "c"));
            log.put(4, null);
            Book two = new Book(5, log, Sets.of(NodeId.of("p1")), 8);
            ledger.commit(List.of(event(2), event(3)), one, two, encoder);
            return two;
        }
    }

    private static TraceEvent event(long n) {
        return new TraceEvent(n, "p1", Map.of("p1", n), "Hear", Map.of(), Map.of());
    }

    @Test
    void whatIsStableAndTheEventsOutliveTheProcess() {
        Book last = written();
        try (Ledger ledger = Ledger.open(folder, OWNER, Durability.SYNCED)) {
            assertThat(ledger.starts()).isEqualTo(2);
            assertThat(ledger.state(keeper.initial(), decoder))
                    .isEqualTo(new Book(last.promise(), last.log(), last.heard(), 0));
            assertThat(ledger.lastEvent()).isEqualTo(3);
            assertThat(ledger.lastClock()).isEqualTo(Map.of("p1", 3L));
        }
    }

    @Test
    void aStudentCanReadIt() throws SQLException {
        written();
        try (Connection connection = open(); Statement statement = connection.createStatement();
                var row = statement.executeQuery("select value from state where variable = 'log' and key = '3'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("\"c\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"d,s/S,p1,a=b,cluster is c; expected d", "c,t/T,p1,a=b,spec is s/S; expected t/T", "c,s/S,p2,a=b,node is p1",
        "c,s/S,p1,a=c,options is a=b"})
    void anothersIsRefusedAndStaysAsItIs(String cluster, String spec, String node, String options, String why) throws Exception {
        written();
        Ledger.Owner other = new Ledger.Owner(cluster, spec, node, "[p1, p2]", options);
        refused(other, why);
    }

    @ParameterizedTest
    @CsvSource({"update state set value = 4 where variable = 'promise',checksum of promise",
        "update state set key = '9' where key = '3',checksum of log", "drop table state,damaged",
        "pragma application_id = 1,another database", "update about set value = 'synod-ledger/0' where key = 'format',format"})
    void aDamagedOneIsRefusedAndStaysAsItIs(String damage, String why) throws Exception {
        written();
        try (Connection connection = open(); Statement statement = connection.createStatement()) {
            statement.execute(damage);
        }
        refused(OWNER, why);
    }

    @ParameterizedTest
    @CsvSource({"0,is damaged, or no database", "3000,"})
    void oneWithOtherBytesIsRefusedAndStaysAsItIs(int from, String why) throws Exception {
        written();
        Path file = folder.resolve(Ledger.FILE);
        byte[] bytes = Files.readAllBytes(file);
        // The header, or from there on all that there is.
        Arrays.fill(bytes, from, from == 0 ? 16 : bytes.length, (byte) 0x5a);
        Files.write(file, bytes);
        refused(OWNER, why == null ? "Ledger" : why);
    }

    private void refused(Ledger.Owner owner, String why) throws Exception {
        byte[] before = Files.readAllBytes(folder.resolve(Ledger.FILE));
        assertThatThrownBy(() -> {
            try (Ledger ledger = Ledger.open(folder, owner, Durability.SYNCED)) {
                ledger.state(keeper.initial(), decoder);
            }
        }).isInstanceOf(LedgerException.class).hasMessageContaining(why).hasMessageContaining("It was left as it is");
        byte[] after = Files.readAllBytes(folder.resolve(Ledger.FILE));
        // What was refused for its owner was not even opened for writing; a checksum is seen a little later.
        if (!why.contains("checksum")) {
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void oneThatIsInUseIsRefused() {
        try (Ledger mine = Ledger.open(folder, OWNER, Durability.SYNCED)) {
            assertThatThrownBy(() -> Ledger.open(folder, OWNER, Durability.SYNCED)).isInstanceOf(LedgerException.class)
                    .hasMessageContaining("in use by another process");
            assertThat(mine.starts()).isEqualTo(1);
        }
    }

    @Test
    void whatACrashLeftHalfMadeIsMadeAnew() throws Exception {
        Files.writeString(folder.resolve("ledger.new"), "half a led");
        assertThat(written()).isNotNull();
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(Ledger.FILE));
    }
}
