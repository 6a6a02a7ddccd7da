package dev.synod.cluster;

import dev.synod.runtime.Chance;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NetworkKind;
import dev.synod.runtime.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What goes wrong in a cluster on purpose: which faults, and how often. What happens when is drawn beforehand from a seed.
 *
 * @param faults each fault with the mean time from one to the next in milliseconds; 0 for those that every message may meet
 */
public record Nemesis(Map<Fault, Integer> faults) {

    /** A kind of fault. */
    public enum Fault {
        /** A process is killed (SIGKILL), and started again a little later. */
        KILL(1_000),
        /** The same, and what its ledger had not synced to the disk is lost. */
        POWER(4_000),
        /** A process stands still for a while (SIGSTOP, SIGCONT). */
        PAUSE(4_000),
        /** The network falls apart for a while. */
        PARTITION(6_000),
        /** A node's connections break. */
        RESET(5_000),
        /** Messages are lost. */
        LOSS(0),
        /** Messages are sent twice. */
        DUPLICATION(0),
        /** Messages are delayed. */
        DELAY(0),
        /** Messages are held back until others have passed them. */
        REORDERING(0);

        private final int interval;

        Fault(int interval) {
            this.interval = interval;
        }

        /** Whether it strikes at times of its own, and not some of all messages. */
        boolean isTimed() {
            return interval > 0;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something that happens once.
     *
     * @param at     when, in milliseconds from the start
     * @param fault  what
     * @param nodes  to whom; for a partition, one side of the cut
     * @param length how long it lasts, in milliseconds; for a kill, until the process is started again
     */
    record Act(long at, Fault fault, List<NodeId> nodes, long length) {

        /** Whether the process is started again. */
        boolean restarts() {
            return fault == Fault.KILL || fault == Fault.POWER;
        }

        @Override
        public String toString() {
            String whom = nodes.stream().map(NodeId::name).collect(Collectors.joining("+"));
            return String.format(Locale.ROOT, "%.3fs %s %s", at / 1e3, fault.label(), whom)
                    + (length > 0 ? String.format(Locale.ROOT, " for %.3fs", length / 1e3) : "");
        }
    }

    /** Nothing goes wrong. */
    public static final Nemesis NONE = new Nemesis(Map.of());

    /** Milliseconds that a process takes to start, about: until then it is not struck again. */
    private static final int START = 1_500;
    private static final double PROBABILITY = 0.05;
    private static final int LONGEST_DELAY = 20;
    private static final String HELP = "all, or a list of kill, power, pause, partition, reset, loss, duplication, delay and"
            + " reordering; the first five may have the mean time between two, such as kill=700ms";

    public Nemesis {
        faults = faults.isEmpty() ? Map.of() : new EnumMap<>(faults);
    }

    /**
     * Reads {@code all}, which is all that can happen to those machines, or a list such as {@code kill=700ms,loss}.
     *
     * @throws IllegalArgumentException if it is neither, or names a fault that cannot happen to them; the message says why
     */
    public static Nemesis parse(String text, Ensemble<?, ?> ensemble) {
        Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        if (text.strip().equals("all")) {
            for (Fault fault : Fault.values()) {
                // A power cut is a kill where nothing is planted.
                if (obstacle(fault, ensemble) == null && fault != Fault.POWER) {
                    faults.put(fault, fault.interval);
                }
            }
            return new Nemesis(faults);
        }
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split("=", -1);
            Fault fault = Stream.of(Fault.values()).filter(f -> f.label().equals(sides[0].strip())).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Nemesis \"" + part.strip() + "\" names no fault. Expected "
                            + HELP + "."));
            if (sides.length > 2 || sides.length == 2 && !fault.isTimed()) {
                throw new IllegalArgumentException("Nemesis \"" + part.strip() + "\" has a time that it cannot have. Expected "
                        + HELP + ".");
            }
            String obstacle = obstacle(fault, ensemble);
            if (obstacle != null) {
                throw new IllegalArgumentException("Nemesis " + fault.label() + " cannot happen to "
                        + ensemble.algorithm().name() + ": " + obstacle + ". Leave it out.");
            }
            faults.put(fault, sides.length == 2 ? (int) Math.max(1, Times.parse(sides[1]).toMillis()) : fault.interval);
        }
        return new Nemesis(faults);
    }

    /** Why a fault cannot happen to those machines; null if it can. */
    private static String obstacle(Fault fault, Ensemble<?, ?> ensemble) {
        boolean reliable = ensemble.network().isReliable();
        return switch (fault) {
            case KILL, POWER -> !ensemble.crashes() ? "it names no action for a crash"
                    : reliable ? "its network is reliable, and a process that is killed takes messages with it" : null;
            case LOSS, DUPLICATION -> reliable ? "its network is reliable, and neither loses nor repeats a message" : null;
            case REORDERING -> ensemble.network() == NetworkKind.FIFO ? "its network keeps messages in order" : null;
            case PAUSE, PARTITION, RESET, DELAY -> null;
        };
    }

    /** What happens to the messages. */
    public Disturbance disturbance() {
        return new Disturbance(probability(Fault.LOSS), probability(Fault.DUPLICATION), probability(Fault.REORDERING),
                faults.containsKey(Fault.DELAY) ? LONGEST_DELAY : 0);
    }

    private double probability(Fault fault) {
        return faults.containsKey(fault) ? PROBABILITY : 0;
    }

    /** What happens when, in a run of that length, in the order of time. */
    List<Act> plan(List<NodeId> nodes, Duration length, Chance chance) {
        List<Act> drawn = new ArrayList<>();
        faults.forEach((fault, interval) -> {
            Chance times = chance.split(fault.label());
            long at = 0;
            while (fault.isTimed() && (at += times.waiting(interval)) < length.toMillis()) {
                drawn.add(new Act(at, fault, List.of(), lasting(fault, times)));
            }
        });
        drawn.sort(Comparator.comparingLong(Act::at));
        List<Act> acts = new ArrayList<>();
        Chance whom = chance.split("whom");
        Map<NodeId, Long> busy = new HashMap<>();
        long cutUntil = 0;
        for (Act act : drawn) {
            if (act.fault == Fault.PARTITION) {
                if (act.at >= cutUntil && nodes.size() > 1) {
                    cutUntil = act.at + act.length;
                    acts.add(new Act(act.at, act.fault, side(nodes, whom), act.length));
                }
                continue;
            }
            List<NodeId> free = nodes.stream().filter(node -> busy.getOrDefault(node, 0L) <= act.at).toList();
            if (!free.isEmpty()) {
                NodeId victim = free.get(whom.below(free.size()));
                busy.put(victim, act.at + act.length + (act.restarts() ? START : 0));
                acts.add(new Act(act.at, act.fault, List.of(victim), act.length));
            }
        }
        return acts;
    }

    private static long lasting(Fault fault, Chance chance) {
        return switch (fault) {
            case KILL, POWER -> chance.between(20, 400);
            case PAUSE -> chance.between(100, 2_000);
            case PARTITION -> chance.between(300, 3_000);
            default -> 0;
        };
    }

    /** Some of the nodes, not all of them. */
    private static List<NodeId> side(List<NodeId> nodes, Chance chance) {
        List<NodeId> side = new ArrayList<>(nodes);
        int size = chance.between(1, nodes.size() - 1);
        while (side.size() > size) {
            side.remove(chance.below(side.size()));
        }
        return side;
    }

    /** The list that {@link #parse} reads as this. */
    @Override
    public String toString() {
        return faults.isEmpty() ? "none" : faults.entrySet().stream().map(e -> e.getKey().label()
                + (e.getKey().isTimed() && e.getKey().interval != e.getValue() ? "=" + e.getValue() + "ms" : ""))
                .collect(Collectors.joining(","));
    }
}
