package dev.synod.algorithms.synod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.runtime.Ensemble;
import dev.synod.runtime.NamingContract;
import dev.synod.runtime.NamingContract.ActionName;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Policy;
import dev.synod.runtime.simulation.Simulation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The names that the synod shares with its spec, and those of its options. */
class SynodNamesTest {

    @Test
    void areTheSpecs() {
        NamingContract names = NamingContract.of(Simulation.of(new SynodProvider()).ensemble().machines().get(0));
        assertThat(names.actions()).containsExactly(
                new ActionName("LoseSlip", List.of("p"), true),
                new ActionName("ReceiveBeginBallot", List.of("p", "m"), false),
                new ActionName("ReceiveLastVote", List.of("p", "m"), false),
                new ActionName("ReceiveNextBallot", List.of("p", "m"), false),
                new ActionName("ReceiveSuccess", List.of("p", "m"), false),
                new ActionName("ReceiveVoted", List.of("p", "m"), false),
                new ActionName("SendBeginBallot", List.of("p", "q"), false),
                new ActionName("SendLastVote", List.of("p"), false),
                new ActionName("SendNextBallot", List.of("p"), false),
                new ActionName("SendSuccess", List.of("p"), false),
                new ActionName("SendVoted", List.of("p"), false),
                new ActionName("StartPollingMajoritySet", List.of("p", "Q", "d"), false),
                new ActionName("Succeed", List.of("p"), false),
                new ActionName("TryNewBallot", List.of("p", "b"), false));
        assertThat(names.components()).containsExactly("outcome", "lastTried", "prevBal", "prevDec", "nextBal",
                "status", "prevVotes", "quorum", "voters", "decree");
        assertThat(names.stable()).containsExactly("outcome", "lastTried", "prevBal", "prevDec", "nextBal");
    }

    @Test
    void optionsAreCheckedAndExplained() {
        SynodProvider synod = new SynodProvider();
        assertThatThrownBy(() -> Ensemble.of(synod, 3, Map.of("proposer", "2")))
                .hasMessage("Unknown option proposer. Known: decrees, proposers.");
        assertThatThrownBy(() -> Ensemble.of(synod, 3, Map.of("decrees", "olive,,wine")))
                .hasMessageContaining("different decrees").hasMessageContaining("olive,,wine");
        assertThatThrownBy(() -> Ensemble.of(synod, 3, Map.of("decrees", "olive,olive")))
                .hasMessageContaining("different decrees");
        assertThatThrownBy(() -> Ensemble.of(synod, 3, Map.of("proposers", "4")).policy("eager", 0))
                .hasMessage("Option proposers must be a whole number from 1 to 3; found \"4\".");
        assertThatThrownBy(() -> Ensemble.of(synod, 3, Map.of()).policy("backof", 0))
                .hasMessage("Unknown policy \"backof\" of synod. Known: restless, backoff, eager.");
        assertThatThrownBy(() -> Ensemble.of(synod, 0, Map.of()))
                .hasMessage("A run needs at least one node; found 0.");
    }

    @Test
    void eachPriestPrefersAnotherDecree() {
        Ensemble<Priest, Message> ensemble = Ensemble.of(new SynodProvider(), 3, Map.of("decrees", "olive, wine"));
        assertThat(ensemble.machines()).extracting(m -> ((Synod) m).decrees().get(0))
                .containsExactly("olive", "wine", "olive");
        assertThat(ensemble.nodes()).containsExactly(NodeId.of("p1"), NodeId.of("p2"), NodeId.of("p3"));
        Policy<Priest> policy = ensemble.policy("eager", 0);
        assertThat(policy).isInstanceOf(Eager.class);
    }
}
