package dev.synod.replay;

import dev.synod.tlc.ConfigFile;
import dev.synod.tlc.manifest.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The properties to which a replay holds the behaviours that explain a trace, besides the next-state relation.
 *
 * <p>They are evaluated with the constants of the trace, in the unbounded specification. Of a model only the definitions
 * are taken: what its configuration puts in the place of constants and definitions ({@code Nat <- 0..2}) bounds no
 * trace, and a constant that only the model declares has no value.
 *
 * @param module     the file of the module that defines the properties, such as a model's, which extends or instantiates
 *                   the specification's; or null where that defines them itself
 * @param invariants the names of state predicates, which must be true in every state
 * @param properties the names of temporal formulas. Judged are their conjuncts of the forms {@code P}, {@code []P} and
 *                   {@code [][A]_v}, also below a bounded {@code \A}. Of others nothing is said: a finite trace neither
 *                   keeps nor breaks a promise of what happens eventually
 */
public record PropertyChoice(Path module, List<String> invariants, List<String> properties) {
    /** No properties. */
    public static final PropertyChoice NONE = new PropertyChoice(null, List.of(), List.of());

    /** Copies the names, each once. */
    public PropertyChoice {
        invariants = invariants.stream().distinct().toList();
        properties = properties.stream().distinct().toList();
    }

    /** Those that a model's configuration names. */
    public static PropertyChoice of(Model model) {
        ConfigFile config = ConfigFile.read(model.config());
        return new PropertyChoice(model.module(), config.invariants(), config.properties());
    }

    /** These and others, which the same module, or else the specification, defines. */
    public PropertyChoice and(List<String> moreInvariants, List<String> moreProperties) {
        List<String> allInvariants = new ArrayList<>(invariants);
        allInvariants.addAll(moreInvariants);
        List<String> allProperties = new ArrayList<>(properties);
        allProperties.addAll(moreProperties);
        return new PropertyChoice(module, allInvariants, allProperties);
    }

    /** Whether there is nothing to judge. */
    public boolean isEmpty() {
        return invariants.isEmpty() && properties.isEmpty();
    }
}
