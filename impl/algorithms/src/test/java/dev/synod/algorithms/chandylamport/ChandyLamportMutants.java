package dev.synod.algorithms.chandylamport;

import dev.synod.algorithms.chandylamport.Message.Marker;
import dev.synod.algorithms.chandylamport.Message.Transfer;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.Mutant.Kind;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import dev.synod.runtime.Topology;
import java.util.List;
import java.util.Map;

/** The classic ways to get it wrong, each by one method. */
public final class ChandyLamportMutants implements MutantProvider {

    @Override
    public String algorithm() {
        return "chandy-lamport";
    }

    @Override
    public List<Mutant> mutants() {
        return List.of(
                mutant("recordsBehindTheMarker",
                        "what comes behind the marker was sent after the snapshot, and is counted twice",
                        "ReceiveTransfer", Kind.EFFECT, "recorded", RecordsBehindTheMarker::new),
                mutant("recordsNothingUnderWay",
                        "what comes before the marker was under way, and is not counted",
                        "ReceiveTransfer", Kind.EFFECT, "recorded", RecordsNothingUnderWay::new),
                mutant("recordsWithTheNextMessage",
                        "the first marker makes its receiver record before anything that comes behind it",
                        "ReceiveMarker", Kind.EFFECT, "saved", RecordsWithTheNextMessage::new),
                mutant("sendsNoMarkersOn",
                        "not only who begins sends markers",
                        "ReceiveTransfer", Kind.GUARD, "m \\in Arriving(chan, q, p)", SendsNoMarkersOn::new),
                mutant("waitsForASecondMarker",
                        "the channel of the first marker is empty, and no other marker comes over it",
                        "ReceiveMarker", Kind.EFFECT, "open", WaitsForASecondMarker::new));
    }

    private interface Planted {
        ChandyLamport machine(NodeId self, Topology channels, Map<NodeId, Integer> money);
    }

    private static Mutant mutant(
            String name, String breaks, String action, Kind kind, String expected, Planted planted) {
        return new Mutant(name, breaks, action, kind, expected, "delay=1..40", new ChandyLamportProvider() {
            @Override
            protected ChandyLamport machine(NodeId self, Topology channels, Map<NodeId, Integer> money) {
                return planted.machine(self, channels, money);
            }
        });
    }

    private static final class RecordsBehindTheMarker extends ChandyLamport {
        RecordsBehindTheMarker(NodeId self, Topology channels, Map<NodeId, Integer> money) {
            super(self, channels, money);
        }

        @Override
        Step<Account> receiveTransfer(Account p, NodeId q, Transfer m) {
            Account richer = p.withBalance(p.balance() + m.amount());
            return to(p.saved() != null ? richer.withRecorded(recorded(p, q, m.amount())) : richer);
        }
    }

    private static final class RecordsNothingUnderWay extends ChandyLamport {
        RecordsNothingUnderWay(NodeId self, Topology channels, Map<NodeId, Integer> money) {
            super(self, channels, money);
        }

        @Override
        Step<Account> receiveTransfer(Account p, NodeId q, Transfer m) {
            return to(p.withBalance(p.balance() + m.amount()));
        }
    }

    private static final class RecordsWithTheNextMessage extends ChandyLamport {
        RecordsWithTheNextMessage(NodeId self, Topology channels, Map<NodeId, Integer> money) {
            super(self, channels, money);
        }

        @Override
        Step<Account> receiveMarker(Account p, NodeId q, Marker m) {
            return p.saved() == null ? to(p) : super.receiveMarker(p, q, m);
        }
    }

    private static final class SendsNoMarkersOn extends ChandyLamport {
        SendsNoMarkersOn(NodeId self, Topology channels, Map<NodeId, Integer> money) {
            super(self, channels, money);
        }

        @Override
        Step<Account> receiveMarker(Account p, NodeId q, Marker m) {
            return to(super.receiveMarker(p, q, m).next());
        }
    }

    private static final class WaitsForASecondMarker extends ChandyLamport {
        WaitsForASecondMarker(NodeId self, Topology channels, Map<NodeId, Integer> money) {
            super(self, channels, money);
        }

        @Override
        Step<Account> receiveMarker(Account p, NodeId q, Marker m) {
            return p.saved() == null
                    ? to(p.withSaved(p.balance()).withOpen(Sets.copyOf(into()))).send(outOf(), m)
                    : super.receiveMarker(p, q, m);
        }
    }
}
