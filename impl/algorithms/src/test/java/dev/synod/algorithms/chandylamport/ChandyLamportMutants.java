package dev.synod.algorithms.chandylamport;

import dev.synod.algorithms.chandylamport.Message.Marker;
import dev.synod.algorithms.chandylamport.Message.Transfer;
import dev.synod.runtime.MutantsOf;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;

/** The classic ways to get it wrong, each by one method. */
public final class ChandyLamportMutants extends MutantsOf<Account, Message, ChandyLamport> {

    /** All of them. */
    public ChandyLamportMutants() {
        super(new ChandyLamportProvider(), ChandyLamport.class);

        effect("recordsBehindTheMarker",
                "what comes behind the marker was sent after the snapshot, and is counted twice",
                "ReceiveTransfer", "recorded", "delay=1..40", process -> new ChandyLamport(process) {
                    @Override
                    Step<Account> receiveTransfer(Account p, NodeId q, Transfer m) {
                        Account richer = p.withBalance(p.balance() + m.amount());
                        return to(p.saved() != null ? richer.withRecorded(recorded(p, q, m.amount())) : richer);
                    }
                });
        effect("recordsNothingUnderWay",
                "what comes before the marker was under way, and is not counted",
                "ReceiveTransfer", "recorded", "delay=1..40", process -> new ChandyLamport(process) {
                    @Override
                    Step<Account> receiveTransfer(Account p, NodeId q, Transfer m) {
                        return to(p.withBalance(p.balance() + m.amount()));
                    }
                });
        effect("recordsWithTheNextMessage",
                "the first marker makes its receiver record before anything that comes behind it",
                "ReceiveMarker", "saved", "delay=1..40", process -> new ChandyLamport(process) {
                    @Override
                    Step<Account> receiveMarker(Account p, NodeId q, Marker m) {
                        return p.saved() == null ? to(p) : super.receiveMarker(p, q, m);
                    }
                });
        guard("sendsNoMarkersOn",
                "not only who begins sends markers",
                "ReceiveTransfer", "m \\in Arriving(chan, q, p)", "delay=1..40", process -> new ChandyLamport(process) {
                    @Override
                    Step<Account> receiveMarker(Account p, NodeId q, Marker m) {
                        return to(super.receiveMarker(p, q, m).next());
                    }
                });
        effect("waitsForASecondMarker",
                "the channel of the first marker is empty, and no other marker comes over it",
                "ReceiveMarker", "open", "delay=1..40", process -> new ChandyLamport(process) {
                    @Override
                    Step<Account> receiveMarker(Account p, NodeId q, Marker m) {
                        return p.saved() == null
                                ? to(p.withSaved(p.balance()).withOpen(Sets.copyOf(into()))).send(outOf(), m)
                                : super.receiveMarker(p, q, m);
                    }
                });
    }
}
