package dev.synod.algorithms.oralmessages;

import dev.synod.algorithms.oralmessages.Message.Report;
import dev.synod.runtime.MutantsOf;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The classic ways to get it wrong, each by one method. */
public final class OralMessagesMutants extends MutantsOf<General, Message, OralMessages> {

    /** All of them. */
    public OralMessagesMutants() {
        super(new OralMessagesProvider(), OralMessages.class);

        effect("obeysWithoutAskingTheOthers",
                "with F traitors F+1 rounds are needed: a commander who is a traitor tells everybody something else",
                "Round", "decision", "none", general -> new OralMessages(general) {
                    @Override
                    int rounds() {
                        return super.rounds() - 1;
                    }
                });
        effect("leavesOutItsOwnVote",
                "what a general was told itself is a vote as well",
                "Round", "decision", "traitors=1", general -> new OralMessages(general) {
                    @Override
                    Order believed(Map<List<NodeId>, Order> t, List<NodeId> path) {
                        List<Order> others = nodes().stream().map(q -> append(path, q)).filter(t::containsKey)
                                .map(x -> believed(t, x)).toList();
                        return others.isEmpty() ? t.get(path) : majority(others);
                    }
                });
        effect("takesSilenceForAnOrderToAttack",
                "who says nothing is taken to have said the same by all, retreat",
                "Round", "told", "traitors=1", general -> new OralMessages(general) {
                    @Override
                    Set<Order> reported(Map<NodeId, Message> received, NodeId q, List<NodeId> path) {
                        return received.containsKey(q) ? super.reported(received, q, path) : Sets.of(Order.ATTACK);
                    }
                });
        effect("takesTheFirstOfTwoOrders",
                "who reports two orders has reported none",
                "Round", "told", "traitors=1", general -> new OralMessages(general) {
                    @Override
                    Set<Order> reported(Map<NodeId, Message> received, NodeId q, List<NodeId> path) {
                        Set<Order> reported = super.reported(received, q, path);
                        return reported.isEmpty() ? reported : Sets.of(reported.iterator().next());
                    }
                });
        effect("believesWhoeverSpeaksFirst",
                "what q was told only q can say: a traitor would speak for others",
                "Round", "told", "traitors=1", general -> new OralMessages(general) {
                    @Override
                    Set<Order> reported(Map<NodeId, Message> received, NodeId q, List<NodeId> path) {
                        return nodes().stream().map(x -> super.reported(received, x, path)).filter(x -> !x.isEmpty())
                                .findFirst().orElse(Sets.empty());
                    }
                });
        guard("tellsOnlyWhoKnows",
                "what a general was told it tells those who are not on the path, and not those who are",
                "Round", "received \\in Arriving(net, p)", "none", general -> new OralMessages(general) {
                    @Override
                    Set<Report> reports(Map<List<NodeId>, Order> t, int n, NodeId q) {
                        Set<Report> right = super.reports(t, n, q);
                        return n < 2 ? right : Sets.copyOf(t.keySet().stream().filter(path -> path.contains(q))
                                .map(path -> new Report(path, t.get(path))).toList());
                    }
                });
        guard("tellsTheOppositeOfAnAttack",
                "what was told is passed on as it was told, an order to attack too",
                "Round", "received \\in Arriving(net, p)", "none", general -> new OralMessages(general) {
                    @Override
                    Set<Report> reports(Map<List<NodeId>, Order> t, int n, NodeId q) {
                        Map<List<NodeId>, Order> timid = new HashMap<>(t);
                        timid.replaceAll((path, order) -> n > 1 ? Order.RETREAT : order);
                        return super.reports(timid, n, q);
                    }
                });
    }
}
