package dev.synod.runtime.simulation;

import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NetworkKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What goes wrong in a simulation, and how often. {@link #parse} reads what {@link #toString} writes.
 *
 * @param loss        the probability that a message is lost, from 0 to below 1
 * @param duplication the probability that a message arrives once more, and then again once more, from 0 to below 1
 * @param delay       how long a message travels; messages overtake each other where it varies. In synchronous rounds, how
 *                    long a node takes for its step
 * @param crash       the probability that a node that is up crashes in a tick, from 0 to below 1
 * @param downtime    how long a crashed node stays down; what is sent to it meanwhile is lost. In synchronous rounds, for
 *                    ever
 * @param partition   the probability that the network falls apart in a tick in which it is whole, from 0 to below 1
 * @param healing     how long it stays apart; what would cross the cut meanwhile is lost
 * @param traitors    how many nodes are traitors, which say anything to anyone; who they are is drawn at random
 */
public record FaultPlan(double loss, double duplication, Ticks delay, double crash, Ticks downtime, double partition,
        Ticks healing, int traitors) {

    private static final int MOST_TRAITORS = 1_000;

    /** No faults: every message takes one tick. */
    public static final FaultPlan NONE =
            new FaultPlan(0, 0, new Ticks(1, 1), 0, new Ticks(10, 100), 0, new Ticks(20, 200));

    /** Every fault of the network and of its nodes at once, moderately; no traitors. */
    public static final FaultPlan ALL =
            new FaultPlan(0.1, 0.1, new Ticks(1, 20), 0.001, NONE.downtime(), 0.001, NONE.healing());

    private static final Pattern PROBABILITY = Pattern.compile("\\d{1,9}(\\.\\d{1,18})?|\\.\\d{1,18}");
    private static final Pattern TICKS = Pattern.compile("(\\d{1,9})(?:\\.\\.(\\d{1,9}))?");
    private static final String HELP = "a list such as loss=0.1,duplication=0.1,delay=1..20,crash=0.001,"
            + "downtime=10..100,partition=0.001,healing=20..200,traitors=1, where each is optional: loss, duplication, crash"
            + " and partition are probabilities from 0 to below 1, delay, downtime and healing are ticks, traitors is a"
            + " number of nodes; or none; or all";

    public FaultPlan {
        probability("loss", loss);
        probability("duplication", duplication);
        probability("crash", crash);
        probability("partition", partition);
        if (traitors < 0) {
            throw new IllegalArgumentException("traitors must be a number of nodes, 0 or more; found " + traitors + ".");
        }
    }

    /** A plan without traitors. */
    public FaultPlan(double loss, double duplication, Ticks delay, double crash, Ticks downtime, double partition,
            Ticks healing) {
        this(loss, duplication, delay, crash, downtime, partition, healing, 0);
    }

    /** The same, with that many traitors. */
    public FaultPlan withTraitors(int count) {
        return new FaultPlan(loss, duplication, delay, crash, downtime, partition, healing, count);
    }

    private static void probability(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be a probability from 0 to below 1; found " + value + ".");
        }
    }

    /**
     * Reads a plan such as {@code loss=0.1,delay=1..20}; faults that are not named are as in {@link #NONE}.
     *
     * @param text a list, {@code none} or {@code all}
     * @throws IllegalArgumentException if it is none of these; the message says where, and what is allowed
     */
    public static FaultPlan parse(String text) {
        String stripped = text.strip().toLowerCase(Locale.ROOT);
        if (stripped.equals("none")) {
            return NONE;
        } else if (stripped.equals("all")) {
            return ALL;
        }
        FaultPlan plan = NONE;
        Set<String> seen = new HashSet<>();
        for (String part : stripped.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw bad(part.strip(), "has no =");
            }
            String name = part.substring(0, equals).strip();
            String value = part.substring(equals + 1).strip();
            if (!seen.add(name)) {
                throw bad(part.strip(), "is there twice");
            }
            int traitors = name.equals("traitors") ? readTraitors(part, value) : plan.traitors;
            plan = switch (name) {
                case "loss" -> new FaultPlan(readProbability(part, value), plan.duplication, plan.delay, plan.crash,
                        plan.downtime, plan.partition, plan.healing);
                case "duplication" -> new FaultPlan(plan.loss, readProbability(part, value), plan.delay, plan.crash,
                        plan.downtime, plan.partition, plan.healing);
                case "delay" -> new FaultPlan(plan.loss, plan.duplication, readTicks(part, value), plan.crash,
                        plan.downtime, plan.partition, plan.healing);
                case "crash" -> new FaultPlan(plan.loss, plan.duplication, plan.delay, readProbability(part, value),
                        plan.downtime, plan.partition, plan.healing);
                case "downtime" -> new FaultPlan(plan.loss, plan.duplication, plan.delay, plan.crash,
                        readTicks(part, value), plan.partition, plan.healing);
                case "partition" -> new FaultPlan(plan.loss, plan.duplication, plan.delay, plan.crash, plan.downtime,
                        readProbability(part, value), plan.healing);
                case "healing" -> new FaultPlan(plan.loss, plan.duplication, plan.delay, plan.crash, plan.downtime,
                        plan.partition, readTicks(part, value));
                case "traitors" -> plan;
                default -> throw bad(part.strip(), "names no fault");
            };
            plan = plan.withTraitors(traitors);
        }
        return plan;
    }

    /**
     * Reads a plan for those machines: {@code all} is every fault that can happen to them.
     *
     * @throws IllegalArgumentException if it is no plan, or names a fault that cannot happen to them
     */
    public static FaultPlan parse(String text, Ensemble<?, ?> ensemble) {
        FaultPlan plan = parse(text);
        if (plan.equals(ALL)) {
            return plan.withTraitors(1).possible(ensemble);
        }
        plan.checkPossible(ensemble);
        return plan;
    }

    /**
     * This plan without the faults that cannot happen to those machines: a reliable network loses and repeats nothing
     * and does not fall apart, a machine that names no action for a crash does not crash, and there are no more traitors
     * than the algorithm assumes, nor all nodes.
     */
    public FaultPlan possible(Ensemble<?, ?> ensemble) {
        FaultPlan plan = this;
        if (ensemble.network().isReliable()) {
            plan = new FaultPlan(0, 0, delay, crash, comesBack(ensemble) ? downtime : NONE.downtime, 0, NONE.healing);
        }
        if (!ensemble.crashes()) {
            plan = new FaultPlan(plan.loss, plan.duplication, delay, 0, NONE.downtime, plan.partition, plan.healing);
        }
        return plan.withTraitors(Math.min(traitors, Math.min(ensemble.mostTraitors(), ensemble.nodes().size() - 1)));
    }

    /** Whether a node that has crashed starts again. */
    private static boolean comesBack(Ensemble<?, ?> ensemble) {
        return ensemble.network() != NetworkKind.ROUNDS;
    }

    void checkPossible(Ensemble<?, ?> ensemble) {
        String name = ensemble.algorithm().name();
        if (crash > 0 && !ensemble.crashes()) {
            throw new IllegalArgumentException("Algorithm " + name
                    + " names no action for a crash; run it without the fault crash.");
        }
        if (traitors > ensemble.mostTraitors()) {
            throw new IllegalArgumentException("Algorithm " + name + (ensemble.mostTraitors() == 0
                    ? " has no traitors; run it without the fault traitors."
                    : " has " + ensemble.mostTraitors() + " traitors at most with these nodes and options; found traitors="
                            + traitors + "."));
        }
        if (traitors > ensemble.nodes().size()) {
            throw new IllegalArgumentException("There are " + ensemble.nodes().size() + " nodes; found traitors=" + traitors
                    + ".");
        }
        if (ensemble.network().isReliable() && (loss > 0 || duplication > 0 || partition > 0)) {
            throw new IllegalArgumentException("Algorithm " + name + " is made for a network that is reliable; run it"
                    + " without the faults loss, duplication and partition. Delays are possible, however long.");
        }
        if (!comesBack(ensemble) && !downtime.equals(NONE.downtime)) {
            throw new IllegalArgumentException("Algorithm " + name + " goes ahead in rounds, in which a node that has"
                    + " crashed does not come back; run it without the fault downtime.");
        }
    }

    private static double readProbability(String part, String value) {
        if (!PROBABILITY.matcher(value).matches()) {
            throw bad(part.strip(), "has no probability");
        }
        double probability = Double.parseDouble(value);
        if (probability >= 1) {
            throw bad(part.strip(), "is not below 1");
        }
        return probability;
    }

    private static int readTraitors(String part, String value) {
        if (!value.matches("\\d{1,4}") || Integer.parseInt(value) > MOST_TRAITORS) {
            throw bad(part.strip(), "has no number of nodes, from 0 to " + MOST_TRAITORS);
        }
        return Integer.parseInt(value);
    }

    private static Ticks readTicks(String part, String value) {
        Matcher matcher = TICKS.matcher(value);
        if (!matcher.matches()) {
            throw bad(part.strip(), "has no ticks, such as 5 or 1..20");
        }
        int least = Integer.parseInt(matcher.group(1));
        int most = matcher.group(2) == null ? least : Integer.parseInt(matcher.group(2));
        if (least < 1 || most < least || most > Ticks.LIMIT) {
            throw bad(part.strip(), "is out of range: 1 <= LEAST <= MOST <= " + Ticks.LIMIT);
        }
        return new Ticks(least, most);
    }

    private static IllegalArgumentException bad(String part, String what) {
        return new IllegalArgumentException("Fault \"" + part + "\" " + what + ". Expected " + HELP + ".");
    }

    /** The list that {@link #parse} reads as this plan; only what differs from {@link #NONE}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, "loss", loss);
        add(parts, "duplication", duplication);
        add(parts, "delay", delay, NONE.delay);
        add(parts, "crash", crash);
        add(parts, "downtime", downtime, NONE.downtime);
        add(parts, "partition", partition);
        add(parts, "healing", healing, NONE.healing);
        if (traitors > 0) {
            parts.add("traitors=" + traitors);
        }
        return parts.isEmpty() ? "none" : String.join(",", parts);
    }

    private static void add(List<String> parts, String name, double probability) {
        if (probability > 0) {
            parts.add(name + "=" + BigDecimal.valueOf(probability).stripTrailingZeros().toPlainString());
        }
    }

    private static void add(List<String> parts, String name, Ticks ticks, Ticks none) {
        if (!ticks.equals(none)) {
            parts.add(name + "=" + ticks);
        }
    }
}
