package dev.synod.algorithms.oralmessages;

import static dev.synod.algorithms.oralmessages.Order.RETREAT;

import dev.synod.algorithms.oralmessages.Message.Oral;
import dev.synod.algorithms.oralmessages.Message.Report;
import dev.synod.runtime.Action;
import dev.synod.runtime.Byzantine;
import dev.synod.runtime.Chance;
import dev.synod.runtime.In;
import dev.synod.runtime.Machine;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Sets;
import dev.synod.runtime.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The Byzantine generals with oral messages. Leslie Lamport, Robert Shostak and Marshall Pease, The Byzantine Generals
 * Problem, ACM TOPLAS 4(3), 1982: the algorithm OM(F).
 *
 * <p>In short: the commander gives an order. For F more rounds everybody tells everybody what it was told, and by whom.
 * So each general has a tree of what it was told along which path. From the leaves up it takes the majority of what it
 * was told itself and of what it believes that each of the others was told. With at most F traitors among 3F+1 generals,
 * all loyal lieutenants do the same, and what a loyal commander says.
 *
 * <p>This is {@code specs/oral-messages/OralMessages.tla}, action by action, with the same names.
 */
@Byzantine("Betray(p, said)")
public class OralMessages extends Machine<General, Message> {

    private final int mostTraitors;
    private final Collection<Order> orders;

    /**
     * The general {@code self}; the first of the generals is the commander.
     *
     * @param mostTraitors how many of them are traitors at most
     * @param orders       the orders that the commander may give
     */
    public OralMessages(NodeId self, List<NodeId> generals, int mostTraitors, Collection<Order> orders) {
        super(self, generals);
        this.mostTraitors = mostTraitors;
        this.orders = List.copyOf(orders);
    }

    /** The same general, for a mutant to differ. */
    protected OralMessages(OralMessages general) {
        this(general.self(), general.nodes(), general.mostTraitors, general.orders);
    }

    @Override
    public General initial() {
        return General.INITIAL;
    }

    /** Command(p, received, v): the commander makes up his mind, and gives the order v. */
    @Action
    Step<General> command(General p, Map<NodeId, Message> received, @In("orders") Order v) {
        if (!self().equals(commander()) || p.round() > 0) return disabled();
        return saying(noting(p, Map.of(List.of(), v)));
    }

    /** Round(p, received): note what was told in the round, and say it in the next one, or decide. */
    @Action
    Step<General> round(General p, Map<NodeId, Message> received) {
        if (self().equals(commander()) && p.round() == 0 || p.round() > rounds()) return disabled();
        return saying(noting(p, told(p, received)));
    }

    /** Notes(p, t): the state of p that was told t. */
    private General noting(General p, Map<List<NodeId>, Order> t) {
        return new General(p.round() + 1, t, p.round() == rounds() ? choice(t) : p.decision());
    }

    /** Says(p, t): p's step, with all that it has to say. */
    private Step<General> saying(General p) {
        Step<General> step = to(p);
        for (NodeId q : nodes()) {
            Set<Report> reports = q.equals(self()) || p.round() > rounds() ? Sets.empty() : reports(p.told(), p.round(), q);
            if (!reports.isEmpty()) {
                step = step.send(q, new Oral(reports));
            }
        }
        return step;
    }

    /** Reports(t, n, q): what who was told t has to say to q in round n. */
    Set<Report> reports(Map<List<NodeId>, Order> t, int n, NodeId q) {
        return Sets.copyOf(t.keySet().stream().filter(path -> path.size() == n - 1 && !path.contains(q))
                .map(path -> new Report(path, t.get(path))).toList());
    }

    /** Told(p, received): what p has been told when it has received these messages. */
    private Map<List<NodeId>, Order> told(General p, Map<NodeId, Message> received) {
        Map<List<NodeId>, Order> told = new LinkedHashMap<>(p.told());
        pathsTo(self(), p.round()).forEach(path -> told.put(path,
                theOne(reported(received, path.get(path.size() - 1), path.subList(0, path.size() - 1)))));
        return told;
    }

    /** Reported(received, q, path): the orders that q reports along a path. */
    Set<Order> reported(Map<NodeId, Message> received, NodeId q, List<NodeId> path) {
        return received.get(q) instanceof Oral m
                ? Sets.copyOf(m.reports().stream().filter(r -> r.path().equals(path)).map(Report::order).toList())
                : Sets.empty();
    }

    /** TheOne(orders): the only one of them, or what is done where there is no order. */
    Order theOne(Set<Order> orders) {
        return orders.size() == 1 ? orders.iterator().next() : RETREAT;
    }

    /** Choice(p, t): what is done in the end by who was told t. */
    private Order choice(Map<List<NodeId>, Order> t) {
        return self().equals(commander()) ? t.get(List.of()) : believed(t, List.of(commander()));
    }

    /** Believed(t, path): what was told along it, and what each of the others is believed to have been told, vote. */
    Order believed(Map<List<NodeId>, Order> t, List<NodeId> path) {
        List<Order> votes = new ArrayList<>(List.of(t.get(path)));
        nodes().stream().map(q -> append(path, q)).filter(t::containsKey).forEach(x -> votes.add(believed(t, x)));
        return majority(votes);
    }

    /** Majority(votes): the order that more than half of them are for. */
    Order majority(List<Order> votes) {
        return theOne(Sets.copyOf(votes.stream()
                .filter(v -> 2 * votes.stream().filter(v::equals).count() > votes.size()).toList()));
    }

    /** PathsTo(p, n): the paths along which p is told something in round n. */
    List<List<NodeId>> pathsTo(NodeId p, int n) {
        return n == 0 ? List.of() : paths(n).filter(path -> !path.contains(p)).toList();
    }

    private Stream<List<NodeId>> paths(int n) {
        return n == 0 ? Stream.of(List.of())
                : n == 1 ? Stream.of(List.of(commander()))
                : paths(n - 1).flatMap(path -> nodes().stream().filter(q -> !path.contains(q)).map(q -> append(path, q)));
    }

    static List<NodeId> append(List<NodeId> path, NodeId q) {
        return Stream.concat(path.stream(), Stream.of(q)).toList();
    }

    /** The number of rounds. */
    int rounds() {
        return mostTraitors + 1;
    }

    private NodeId commander() {
        return nodes().get(0);
    }

    /** What the commander may order. */
    Collection<Order> orders() {
        return orders;
    }

    /** Listened(p, n): what is said to a node, as far as it listens: one or more orders for each path. */
    @Override
    protected Iterable<Message> lies(General p, Map<NodeId, Message> received, NodeId to) {
        int n = p.round() + 1;
        if (n > rounds() || n == 1 && !self().equals(commander())) {
            return List.of();
        }
        Set<Report> reports = Sets.copyOf(paths(n - 1).filter(path -> !path.contains(self()) && !path.contains(to))
                .flatMap(path -> Stream.of(Order.values()).map(order -> new Report(path, order))).toList());
        Iterable<Set<Report>> choices = Sets.subsets(reports, 1);
        return () -> StreamSupport.stream(choices.spliterator(), false).<Message>map(Oral::new).iterator();
    }

    /** An order for each path, or none, or two; and some on paths that may be anything. Nothing after the last round. */
    @Override
    protected Optional<Message> anyLie(General p, Map<NodeId, Message> received, NodeId to, Chance chance) {
        if (p.round() >= rounds()) {
            return Optional.empty();
        }
        List<List<NodeId>> paths = new ArrayList<>(paths(p.round()).filter(path -> !path.contains(to)).toList());
        for (int i = chance.below(3); i > 0; i--) {
            paths.add(Stream.generate(() -> nodes().get(chance.below(nodes().size())))
                    .limit(chance.below(rounds() + 1)).toList());
        }
        List<Report> reports = new ArrayList<>();
        for (List<NodeId> path : paths) {
            int orders = chance.below(5);
            if (orders == 0) {
                Stream.of(Order.values()).forEach(order -> reports.add(new Report(path, order)));
            } else if (orders > 1) {
                reports.add(new Report(path, Order.values()[chance.below(Order.values().length)]));
            }
        }
        return Optional.of(new Oral(Sets.copyOf(reports)));
    }

    @Override
    public Map<String, Object> constants() {
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("General", Sets.copyOf(nodes()));
        constants.put("Commander", commander());
        constants.put("F", mostTraitors);
        constants.put("Order", Sets.of(Order.values()));
        constants.put("Default", RETREAT);
        return constants;
    }

    @Override
    public String nullConstant() {
        return "NONE";
    }
}
