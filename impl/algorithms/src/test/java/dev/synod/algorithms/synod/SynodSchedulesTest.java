package dev.synod.algorithms.synod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.synod.runtime.Chance;
import dev.synod.runtime.Ensemble;
import dev.synod.runtime.Machine;
import dev.synod.runtime.MachineAction;
import dev.synod.runtime.Send;
import dev.synod.runtime.Transition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The synod under schedules that no policy and no network would make: any enabled action of any priest may be next, any
 * message ever sent may arrive anywhere, again and again, and priests crash at any time.
 */
class SynodSchedulesTest {

    private static final int STEPS = 400;
    private static final int HIGHEST_BALLOT = 8;

    @Property(tries = 300)
    void stayConsistent(@ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int priests) {
        Chance chance = new Chance(seed);
        List<Machine<Priest, Message>> machines = Ensemble.of(new SynodProvider(), priests, Map.of()).machines();
        List<Priest> states = new ArrayList<>(machines.stream().map(Machine::initial).toList());
        Set<Record> sent = new LinkedHashSet<>();
        Map<Integer, String> decreeOf = new HashMap<>();
        Set<String> outcomes = new HashSet<>();
        for (int i = 0; i < STEPS; i++) {
            int at = chance.below(priests);
            List<Transition<Priest>> enabled = enabled(machines.get(at), states.get(at), sent);
            if (chance.oneIn(50)) {
                enabled = List.of(machines.get(at).crash(states.get(at)).orElseThrow());
            }
            if (enabled.isEmpty()) {
                continue;
            }
            Transition<Priest> taken = enabled.get(chance.below(enabled.size()));
            Priest after = taken.step().next();
            states.set(at, after);
            sent.addAll(said(taken));
            if (after.status() == Status.POLLING) {
                String known = decreeOf.putIfAbsent(after.lastTried(), after.decree());
                assertThat(known == null || known.equals(after.decree())).as("B1 after %s", taken).isTrue();
            }
            if (after.outcome() != null) {
                outcomes.add(after.outcome());
            }
            assertThat(outcomes).as("outcomes after %s", taken).hasSizeLessThanOrEqualTo(1);
        }
    }

    private static List<Record> said(Transition<Priest> transition) {
        return transition.step().sends().stream().map(Send::message).toList();
    }

    private static List<Transition<Priest>> enabled(Machine<Priest, Message> machine, Priest p, Set<Record> sent) {
        List<Transition<Priest>> enabled = new ArrayList<>();
        for (MachineAction<Priest> action : machine.actions()) {
            if (action.isEnvironment() || action.receives()) {
                continue;
            }
            for (Transition<Priest> t : action.enabled(p)) {
                if (t.step().next().lastTried() > HIGHEST_BALLOT) {
                    break;
                }
                // A state that stays, with nothing new to say, would only use up the steps.
                if (!t.step().next().equals(p) || !sent.containsAll(said(t))) {
                    enabled.add(t);
                }
            }
        }
        for (Record message : sent) {
            machine.receive(p, machine.self(), message).stream()
                    .filter(t -> !t.step().next().equals(p))
                    .forEach(enabled::add);
        }
        return enabled;
    }
}
