package dev.synod.junit.jqwik;

import dev.synod.algorithms.chandylamport.ChandyLamport;
import dev.synod.algorithms.chandylamport.ChandyLamportProvider;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.MutantProvider;
import dev.synod.runtime.NodeId;
import dev.synod.runtime.Topology;
import dev.synod.runtime.Variant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A snapshot in which p3 does not wait for the marker of p1: a bug that only a topology with that channel shows. */
public final class ForgetsAChannel implements MutantProvider {

    static final List<NodeId> CHANNEL = List.of(NodeId.of("p1"), NodeId.of("p3"));

    @Override
    public String algorithm() {
        return "chandy-lamport";
    }

    @Override
    public List<Mutant> mutants() {
        ChandyLamportProvider original = new ChandyLamportProvider();
        return List.of(new Mutant("forgetsAChannel", "every channel has a marker", "Record", Mutant.Kind.EFFECT, "open",
                "delay=1..40", new Variant<>(original, (self, nodes, options) -> {
                    Set<List<NodeId>> known = new HashSet<>(original.topology(nodes, options).edges());
                    if (self.equals(CHANNEL.get(1))) {
                        known.remove(CHANNEL);
                    }
                    return new ChandyLamport(self, Topology.of(nodes, known), options.integers("money", nodes));
                })));
    }
}
