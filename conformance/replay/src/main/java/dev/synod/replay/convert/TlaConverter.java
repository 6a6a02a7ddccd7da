package dev.synod.replay.convert;

import dev.synod.replay.ReplayLimits;
import dev.synod.replay.SpecException;
import dev.synod.replay.convert.SpecActions.Choice;
import dev.synod.replay.convert.SpecActions.Leaf;
import dev.synod.replay.convert.SpecActions.Range;
import dev.synod.replay.convert.SpecActions.Use;
import dev.synod.tlc.SharedModules;
import dev.synod.trace.TraceEvent;
import dev.synod.trace.TraceHeader;
import dev.synod.trace.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes traces of one specification as a plain TLA+ module, with which stock TLC decides whether they are behaviours of
 * the specification.
 *
 * <p>The module extends the specification and leaves its {@code Init} and {@code Next} as they are. The configuration puts
 * a guard in front of each action, which lets it happen only if the next event bears its name and its arguments; so a step
 * of the module is a step of {@code Next} by that action with these arguments, and nothing here repeats what {@code Next}
 * says. What the event logs of the variables is compared with the next state, once TLC has it.
 *
 * <p>Each trace is an initial state of its own. TLC prints {@code <<"synod-explained", trace, events>>} for each state that
 * it reaches, which {@link Explained} reads: so one run judges many traces and says of each how many events it explained.
 *
 * <p>TLC cannot enumerate all numbers, all strings, or all records of them. Where {@code Next} has a quantifier
 * {@code \E x \in S} over such a set, or over all subsets of one or all functions, the configuration replaces the definition in
 * which it stands by the same one with {@code Trace_Range(S)} in the place of {@code S}: if the event gives {@code x}, the value
 * that it gives, in case it is an element of {@code S}; otherwise all of {@code S}. That is exact. The guard of every action to
 * which {@code x} is passed refuses any other value than the event's, and actions that the event does not name altogether; so
 * what is left out of {@code S} could not have made a step. What is left in has been found in {@code S} itself, which is
 * evaluated where it stands, so that it may depend on the state and on earlier identifiers. Only membership is asked for, and
 * TLC can tell it of sets that it cannot enumerate.
 *
 * <p>Where an event does not give {@code x}, and {@code S} is such a set, the values that occur anywhere in the traces take its
 * place. That is not exact, and the module's warnings name these events.
 */
public final class TlaConverter {
    /** The first element of what TLC prints for each state. */
    static final String MARK = "synod-explained";

    private static final String CONSTANT = "Trace_Constant_";
    private static final String ACTION = "Trace_Action_";
    private static final String CAN = "Trace_Can_";
    private static final String CHOICE = "Trace_Choice_";

    private final Path spec;
    private final SpecActions actions;
    private final int hiddenSteps;

    private TlaConverter(Path spec, SpecActions actions, int hiddenSteps) {
        this.spec = spec;
        this.actions = actions;
        this.hiddenSteps = hiddenSteps;
    }

    /**
     * A converter of traces of one specification.
     *
     * @param spec    the specification's module
     * @param library folders in which modules that it extends or instantiates may be, besides its own
     * @throws SpecException if the module does not parse, or its next-state relation has a form that cannot be converted
     */
    public static TlaConverter of(Path spec, List<Path> library) {
        return new TlaConverter(spec, SpecActions.of(spec, SharedModules.library(spec, library)), ReplayLimits.DEFAULT.hiddenSteps());
    }

    /** The same, with the replay's limits: of these, that on hidden actions between two events. */
    public TlaConverter withLimits(ReplayLimits limits) {
        return new TlaConverter(spec, actions, limits.hiddenSteps());
    }

    /**
     * The traces as one module. To run it, TLC must find the specification's module, beside it or in its library path.
     *
     * @param name   the new module's name
     * @param traces at least one, all with the same constants
     * @throws SpecException if a trace cannot be written so; the message says which, and why
     */
    public TlaModule convert(String name, List<SpecTrace> traces) {
        TraceHeader header = traces.get(0).header();
        for (SpecTrace trace : traces) {
            check(trace, header);
        }
        TlaText text = new TlaText(header.nullConstant());
        boolean hidden = traces.stream().anyMatch(t -> !t.header().hidden().isEmpty());
        StringBuilder module = new StringBuilder();
        StringBuilder head = new StringBuilder();
        head.append("---- MODULE ").append(name).append(" ----\n").append(story(traces))
                .append("EXTENDS ").append(actions.moduleName()).append(", Integers\n\n");
        module.append("Trace_Spec == INSTANCE ").append(actions.moduleName()).append('\n')
                .append("Trace_TLC == INSTANCE TLC\n\n");
        StringBuilder config = new StringBuilder("INIT Trace_Init\nNEXT Trace_Next\nINVARIANT Trace_Report\n"
                + "CHECK_DEADLOCK FALSE\nCONSTANTS\n");
        module.append(PRELUDE);
        constants(header, text, module, config);
        for (int t = 0; t < traces.size(); t++) {
            data(t + 1, traces.get(t), text, module);
        }
        gather("Trace_Headers", "Trace_Header_", traces.size(), module);
        gather("Trace_Events", "Trace_Events_", traces.size(), module);
        module.append((hidden ? HIDDEN_VARIABLES : VARIABLES).stripTrailing()).append('\n');
        initial(traces, module);
        module.append('\n')
                .append("\\* Is the step one that explains no event?\nTrace_IsHidden == ")
                .append(hidden ? "Trace_i' = Trace_i" : "FALSE").append("\n\n").append(STEP);
        for (Leaf leaf : actions.leaves()) {
            guard(leaf, module);
            config.append("  ").append(leaf.name()).append(" <- ").append(ACTION).append(leaf.name()).append('\n');
        }
        for (Range range : actions.ranges()) {
            range(range, traces, text, module);
        }
        for (Choice choice : actions.choices()) {
            module.append("\\* ").append(choice.name()).append(", with the ranges.\n").append(CHOICE).append(choice.name())
                    .append(choice.header()).append(" ==").append(choice.text()).append("\n\n");
            config.append("  ").append(choice.name()).append(" <- ").append(CHOICE).append(choice.name()).append('\n');
        }
        module.append(hidden ? HIDDEN_NEXT.replace("MOST", Integer.toString(hiddenSteps)) : NEXT);
        for (String variable : actions.variables()) {
            module.append("  /\\ Trace_Logged(\"").append(variable).append("\", ").append(variable).append(", ")
                    .append(variable).append("')\n");
        }
        module.append(REPORT).append("====\n");
        text.models().forEach((model, declared) -> {
            head.append("CONSTANT ").append(declared).append('\n');
            config.append("  ").append(declared).append(" = ").append(model).append('\n');
        });
        return new TlaModule(name, head.append(module).toString(), config.toString(), warnings(traces));
    }

    // -- the traces --------------------------------------------------------------------------------------------------

    private void check(SpecTrace trace, TraceHeader first) {
        TraceHeader header = trace.header();
        if (!header.constants().equals(first.constants())
                || !Objects.equals(header.nullConstant(), first.nullConstant())) {
            throw new SpecException(trace.name() + ": the constants differ from those of the first trace. One module "
                    + "holds only traces with the same constants");
        }
        Set<String> given = new LinkedHashSet<>(header.constants().keySet());
        if (header.nullConstant() != null) {
            given.add(header.nullConstant());
        }
        if (!given.equals(actions.constants())) {
            throw new SpecException(trace.name() + ": the header gives the constants " + String.join(", ", given)
                    + ", and " + spec + " has " + String.join(", ", actions.constants()) + ". Correct the header");
        }
        for (List<String> logged :
                List.of(header.observed(), header.shared(), List.copyOf(header.initial().keySet()))) {
            for (String variable : logged) {
                if (!actions.variables().contains(variable)) {
                    throw new SpecException(trace.name() + ": the header lists " + variable + ", which is no variable of "
                            + spec + ". Its variables are " + String.join(", ", actions.variables()));
                }
            }
        }
        for (TraceEvent event : trace.events()) {
            if (event.args() == null) {
                continue;
            }
            for (String argument : event.args().keySet()) {
                for (Leaf leaf : named(event)) {
                    if (leaf.foreign().contains(argument)) {
                        throw new SpecException(trace.name() + ": event " + event.n() + " gives " + argument + ", which "
                                + "is not passed to " + leaf.name() + ", so that no guard can ask for it. Make it a "
                                + "parameter of " + leaf.name() + ", or leave it out of the trace");
                    }
                }
            }
        }
    }

    private List<Leaf> named(TraceEvent event) {
        return actions.leaves().stream()
                .filter(l -> event.action() == null || l.names().contains(event.action()))
                .toList();
    }

    private List<String> warnings(List<SpecTrace> traces) {
        List<String> warnings = new ArrayList<>();
        for (SpecTrace trace : traces) {
            for (TraceEvent event : trace.events()) {
                for (Leaf leaf : possible(event)) {
                    String open = open(leaf, arguments(event));
                    if (!open.isEmpty()) {
                        warnings.add(trace.name() + ": event " + event.n() + " does not give " + open + " of " + leaf.name()
                                + ", which ranges over a set that TLC cannot enumerate: it tries only values that occur in "
                                + "the traces");
                    }
                }
            }
            for (Leaf leaf : hidden(trace)) {
                String open = open(leaf, Set.of());
                if (!open.isEmpty()) {
                    warnings.add(trace.name() + ": " + leaf.name() + " is hidden and its " + open + " ranges over a set that "
                            + "TLC cannot enumerate: it tries only values that occur in the traces");
                }
            }
        }
        return warnings;
    }

    /** The actions that the event can be by its name and the names of its arguments. */
    private List<Leaf> possible(TraceEvent event) {
        return named(event).stream().filter(l -> l.arguments().keySet().containsAll(arguments(event))).toList();
    }

    private List<Leaf> hidden(SpecTrace trace) {
        return actions.leaves().stream()
                .filter(l -> trace.header().hidden().stream().anyMatch(l.names()::contains))
                .toList();
    }

    private static Set<String> arguments(TraceEvent event) {
        return event.args() == null ? Set.of() : event.args().keySet();
    }

    /** The identifiers before the action that range over too much for TLC and that these arguments do not give. */
    private String open(Leaf leaf, Set<String> arguments) {
        return actions.ranges().stream()
                .filter(r -> !r.extent().isEnumerable())
                .flatMap(r -> r.bound().entrySet().stream())
                .filter(b -> b.getValue().stream().anyMatch(u -> isOpen(u, leaf, arguments)))
                .map(b -> b.getValue().stream().flatMap(u -> u.names().stream()).findFirst().orElse(b.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static boolean isOpen(Use use, Leaf leaf, Set<String> arguments) {
        return use.action().equals(leaf.name()) && Collections.disjoint(use.names(), arguments);
    }

    /** Whether there is a step for which TLC would have to enumerate the set. */
    private boolean isOpen(Range range, List<SpecTrace> traces) {
        Set<Use> uses = range.bound().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        return traces.stream().anyMatch(trace ->
                hidden(trace).stream().anyMatch(leaf -> uses.stream().anyMatch(u -> isOpen(u, leaf, Set.of())))
                        || trace.events().stream().anyMatch(event -> possible(event).stream().anyMatch(leaf ->
                                uses.stream().anyMatch(u -> isOpen(u, leaf, arguments(event))))));
    }

    private String story(List<SpecTrace> traces) {
        return "(*\nTraces of " + actions.moduleName() + ", written for stock TLC, which reaches the last event of those "
                + "that are behaviours\nof it:\n"
                + traces.stream()
                        .map(t -> "  " + t.name().replaceAll("[^ -~]|[()*]", "?") + ", " + t.events().size()
                                + " events\n")
                        .collect(Collectors.joining())
                + "A step is one of Next. The configuration puts a guard in front of each action, so that only the one "
                + "that the\nevent names can happen, with the event's arguments.\n*)\n";
    }

    /** One sequence of what the operators of that name and a number give. */
    private static void gather(String name, String each, int count, StringBuilder module) {
        module.append(name).append("_All(Trace_x) == <<");
        for (int i = 1; i <= count; i++) {
            module.append(i == 1 ? "" : ", ").append(each).append(i).append("(Trace_x)");
        }
        module.append(">>\n").append(name).append(" == Trace_Once(").append(name).append("_All)\n\n");
    }

    private void constants(TraceHeader header, TlaText text, StringBuilder module, StringBuilder config) {
        Map<String, Value> constants = header.constants();
        if (header.nullConstant() != null && !constants.containsKey(header.nullConstant())) {
            config.append("  ").append(header.nullConstant()).append(" = ").append(header.nullConstant()).append('\n');
        }
        constants.forEach((constant, value) -> {
            module.append(CONSTANT).append(constant).append(" == ").append(text.of(value)).append('\n');
            config.append("  ").append(constant).append(" <- ").append(CONSTANT).append(constant).append('\n');
        });
        module.append('\n');
    }

    /** The operator in front of a set that a quantifier ranges over. */
    private void range(Range range, List<SpecTrace> traces, TlaText text, StringBuilder module) {
        String whole = "Trace_set";
        if (!range.extent().isEnumerable() && isOpen(range, traces)) {
            Set<Value> found = new LinkedHashSet<>();
            for (SpecTrace trace : traces) {
                trace.header().constants().values().forEach(v -> collect(v, found));
                trace.header().initial().values().forEach(v -> collect(v, found));
                for (TraceEvent event : trace.events()) {
                    event.state().values().forEach(v -> collect(v, found));
                    if (event.args() != null) {
                        event.args().values().forEach(v -> collect(v, found));
                    }
                }
            }
            module.append(range.operator()).append("_Found == <<")
                    .append(text.joined(found.stream().filter(range.extent().like()).toList())).append(">>\n\n");
            whole = "Trace_Among(" + range.operator() + "_Found, Trace_set)";
        }
        List<String> uses = range.bound().values().stream()
                .map(bound -> bound.stream()
                        .map(u -> "<<" + CAN + u.action() + ", " + TlaText.strings(u.names()) + ">>")
                        .collect(Collectors.joining(", ", "{", "}")))
                .toList();
        module.append("\\* For ").append(String.join(", ", range.bound().keySet())).append(".\n")
                .append(range.operator()).append("(Trace_set) ==\n  IF ")
                .append(uses.stream().map(u -> "Trace_IsOpen(" + u + ")").collect(Collectors.joining(" \\/ ")))
                .append("\n  THEN ").append(whole).append("\n  ELSE {Trace_x \\in ")
                .append(uses.stream().map(u -> "Trace_Told(" + u + ")").collect(Collectors.joining(" \\X ")))
                .append(" : Trace_x \\in Trace_set}\n\n");
    }

    /** Notes the value and all that it consists of. */
    private static void collect(Value value, Set<Value> found) {
        if (value instanceof Value.SetOf s) {
            s.elements().forEach(v -> collect(v, found));
        } else if (value instanceof Value.Tup t) {
            t.elements().forEach(v -> collect(v, found));
        } else if (value instanceof Value.Rec r) {
            r.fields().values().forEach(v -> collect(v, found));
        } else if (value instanceof Value.Fun f) {
            collect(f.entries(), found);
        } else if (value instanceof Value.Except e) {
            collect(e.changed(), found);
            e.gone().forEach(v -> collect(v, found));
            return;
        } else if (value instanceof Value.Updates u) {
            u.updates().stream().map(Value.Update::argument).filter(Objects::nonNull).forEach(v -> collect(v, found));
            return;
        } else if (value instanceof Value.Untold) {
            return;
        }
        found.add(value);
    }

    private static void collect(List<Value.Entry> entries, Set<Value> found) {
        for (Value.Entry e : entries) {
            collect(e.key(), found);
            collect(e.value(), found);
        }
    }

    /** One trace's data: its events, and what its header says. */
    private void data(int t, SpecTrace trace, TlaText text, StringBuilder module) {
        TraceHeader header = trace.header();
        module.append("Trace_Events_").append(t).append("(Trace_x) == <<\n");
        String separator = "  ";
        for (TraceEvent event : trace.events()) {
            try {
                module.append(separator).append(event(trace.header(), event, text));
            } catch (SpecException e) {
                throw new SpecException(trace.name() + ": event " + event.n() + ": " + e.getMessage());
            }
            separator = ",\n  ";
        }
        module.append(">>\n");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("events", Integer.toString(trace.events().size()));
        fields.put("initial", text.fields(trace.header().initial()));
        fields.put("observed", TlaText.strings(header.observed()));
        fields.put("shared", TlaText.strings(header.shared()));
        fields.put("hidden", TlaText.strings(header.hidden()));
        fields.put("self", TlaText.strings(header.self() == null ? List.of() : List.of(header.self())));
        module.append("Trace_Header_").append(t).append("(Trace_x) == ")
                .append(TlaText.record(List.copyOf(fields.entrySet()))).append("\n\n");
    }

    /** What the headers say of the initial states. */
    private void initial(List<SpecTrace> traces, StringBuilder module) {
        for (String variable : actions.variables()) {
            if (traces.stream().anyMatch(t -> t.header().initial().containsKey(variable))) {
                module.append("  /\\ ").append(TlaText.string(variable))
                        .append(" \\in DOMAIN Trace_Headers[Trace_t].initial => ").append(variable)
                        .append(" = Trace_Headers[Trace_t].initial[").append(TlaText.string(variable)).append("]\n");
            }
        }
    }

    /** The node as the constants have it; a string where they do not say. */
    private static String node(TraceHeader header, String node, TlaText text) {
        Value model = new Value.Model(node);
        return text.of(header.constants().values().stream().anyMatch(c -> holds(c, model)) ? model : Value.of(node));
    }

    private static boolean holds(Value constant, Value value) {
        return constant.equals(value)
                || constant instanceof Value.SetOf s && s.elements().stream().anyMatch(e -> holds(e, value))
                || constant instanceof Value.Tup t && t.elements().stream().anyMatch(e -> holds(e, value))
                || constant instanceof Value.Rec r && r.fields().values().stream().anyMatch(e -> holds(e, value))
                || constant instanceof Value.Fun f && f.entries().stream()
                        .anyMatch(e -> holds(e.key(), value) || holds(e.value(), value));
    }

    private String event(TraceHeader header, TraceEvent event, TlaText text) {
        Map<String, Value> whole = new LinkedHashMap<>();
        List<Map.Entry<String, String>> changed = new ArrayList<>();
        event.state().forEach((variable, value) -> {
            if (value instanceof Value.Except except) {
                changed.add(Map.entry(variable, "[to |-> " + text.function(except.changed()) + ", gone |-> {"
                        + text.joined(except.gone()) + "}]"));
            } else if (value instanceof Value.Updates updates
                    && updates.updates().get(0).argument() instanceof Value.SetOf set
                    && updates.equals(Value.plus(set.elements()))) {
                changed.add(Map.entry(variable, "[plus |-> " + text.of(set) + "]"));
            } else {
                whole.put(variable, value);
            }
        });
        return TlaText.record(List.of(
                Map.entry("node", node(header, event.node(), text)),
                Map.entry("named", event.action() == null ? "FALSE" : "TRUE"),
                Map.entry("action", TlaText.string(event.action() == null ? "" : event.action())),
                Map.entry("args", event.args() == null ? TlaText.NOTHING : text.fields(event.args())),
                Map.entry("state", text.fields(whole)),
                Map.entry("changed", TlaText.record(changed))));
    }

    /** An action behind its guard. */
    private static void guard(Leaf leaf, StringBuilder module) {
        String parameters = leaf.parameters().isEmpty() ? "" : "(" + String.join(", ", leaf.parameters()) + ")";
        module.append(CAN).append(leaf.name()).append(" == Trace_Can(").append(TlaText.strings(leaf.names())).append(", ")
                .append(TlaText.strings(leaf.arguments().keySet())).append(")\n")
                .append(ACTION).append(leaf.name()).append(parameters).append(" ==\n  /\\ ").append(CAN).append(leaf.name())
                .append("\n  /\\ Trace_Given(").append(TlaText.record(List.copyOf(leaf.arguments().entrySet())))
                .append(")\n  /\\ Trace_Spec!").append(leaf.name()).append(parameters).append("\n\n");
    }

    // -- the parts of the module that are always the same ------------------------------------------------------------

    private static final String PRELUDE = """
            \\* The function that a sequence of pairs <<argument, value>> gives.
            Trace_Function(Trace_pairs) ==
              LET Trace_all == {Trace_pairs[Trace_j] : Trace_j \\in DOMAIN Trace_pairs}
              IN  [Trace_x \\in {Trace_pair[1] : Trace_pair \\in Trace_all} |-> (CHOOSE Trace_pair \\in Trace_all : Trace_pair[1] = Trace_x)[2]]

            Trace_Nothing == [Trace_x \\in {} |-> Trace_x]

            \\* The traces below are operators with a parameter, which means nothing, and they are passed on as operators.
            \\* Otherwise TLC would look through all of them whenever it asks which definitions are constant.
            Trace_Once(Trace_operator(_)) == Trace_operator(0)

            """;

    private static final String VARIABLES = """
            VARIABLES
              Trace_t,   \\* which trace this is
              Trace_i    \\* how many of its events are explained

            Trace_Init ==
              /\\ Init
              /\\ Trace_t \\in DOMAIN Trace_Headers
              /\\ Trace_i = 0

            """;

    private static final String HIDDEN_VARIABLES = """
            VARIABLES
              Trace_t,   \\* which trace this is
              Trace_i,   \\* how many of its events are explained
              Trace_h    \\* how many hidden actions happened since the last of them

            Trace_Init ==
              /\\ Init
              /\\ Trace_t \\in DOMAIN Trace_Headers
              /\\ Trace_i = 0
              /\\ Trace_h = 0

            """;

    private static final String STEP = """
            Trace_Header == Trace_Headers[Trace_t]

            \\* The event that the step is to explain.
            Trace_Event == Trace_Events[Trace_t][Trace_i']

            \\* The names of the arguments that the event gives.
            Trace_Arguments == IF Trace_IsHidden THEN {} ELSE DOMAIN Trace_Event.args

            \\* Can the step be the action that bears one of these names and has these arguments?
            Trace_Can(Trace_names, Trace_arguments) ==
              IF Trace_IsHidden THEN Trace_Header.hidden \\cap Trace_names # {}
              ELSE /\\ Trace_Event.named => Trace_Event.action \\in Trace_names
                   /\\ Trace_Arguments \\subseteq Trace_arguments

            \\* Are these the arguments that the event gives?
            Trace_Given(Trace_arguments) ==
              IF Trace_IsHidden THEN TRUE
              ELSE /\\ \\A Trace_a \\in Trace_Arguments : Trace_Event.args[Trace_a] = Trace_arguments[Trace_a]
                   /\\ \\A Trace_a \\in Trace_Header.self \\cap DOMAIN Trace_arguments : Trace_arguments[Trace_a] = Trace_Event.node

            \\* An identifier that Next quantifies over is used by actions.  Of each of them Trace_uses tells whether the step
            \\* can be it, and by which arguments an event gives the identifier.  Is there one that does not tell it?
            Trace_IsOpen(Trace_uses) ==
              \\E Trace_use \\in Trace_uses : Trace_use[1] /\\ Trace_use[2] \\cap Trace_Arguments = {}

            \\* The values that the event gives it.
            Trace_Told(Trace_uses) ==
              LET Trace_possible == {Trace_use \\in Trace_uses : Trace_use[1]}
                  Trace_names    == UNION {Trace_use[2] : Trace_use \\in Trace_possible}
              IN  {Trace_Event.args[Trace_a] : Trace_a \\in Trace_names \\cap Trace_Arguments}

            \\* Those of the values in a sequence that are in the set.
            Trace_Among(Trace_values, Trace_set) ==
              {Trace_values[Trace_j] : Trace_j \\in {Trace_k \\in DOMAIN Trace_values : Trace_values[Trace_k] \\in Trace_set}}

            \\* A function of which some entries changed and some are gone, or a set to which some elements came.
            Trace_Changed(Trace_value, Trace_change) ==
              IF "plus" \\in DOMAIN Trace_change THEN Trace_value \\cup Trace_change.plus
              ELSE [Trace_x \\in (DOMAIN Trace_value \\ Trace_change.gone) \\cup DOMAIN Trace_change.to |->
                      IF Trace_x \\in DOMAIN Trace_change.to THEN Trace_change.to[Trace_x] ELSE Trace_value[Trace_x]]

            \\* Can the value change so?
            Trace_Changes(Trace_value, Trace_change) ==
              "plus" \\in DOMAIN Trace_change \\/ Trace_change.gone \\subseteq DOMAIN Trace_value

            \\* What the event says of a variable: its new value, what changed in it, or, where the event is silent and
            \\* the header lists the variable, that it stays.  Of other variables nothing is said.
            Trace_Logged(Trace_name, Trace_old, Trace_new) ==
              IF Trace_name \\notin Trace_Header.observed \\cup Trace_Header.shared THEN TRUE
              ELSE IF Trace_IsHidden THEN Trace_new = Trace_old
              ELSE IF Trace_name \\in Trace_Header.observed THEN
                /\\ Trace_Event.node \\in DOMAIN Trace_old
                /\\ IF Trace_name \\in DOMAIN Trace_Event.state
                   THEN Trace_new = [Trace_old EXCEPT ![Trace_Event.node] = Trace_Event.state[Trace_name]]
                   ELSE IF Trace_name \\in DOMAIN Trace_Event.changed
                   THEN /\\ Trace_Changes(Trace_old[Trace_Event.node], Trace_Event.changed[Trace_name])
                        /\\ Trace_new = [Trace_old EXCEPT ![Trace_Event.node] = Trace_Changed(@, Trace_Event.changed[Trace_name])]
                   ELSE Trace_new = Trace_old
              ELSE
                IF Trace_name \\in DOMAIN Trace_Event.state THEN Trace_new = Trace_Event.state[Trace_name]
                ELSE IF Trace_name \\in DOMAIN Trace_Event.changed
                THEN /\\ Trace_Changes(Trace_old, Trace_Event.changed[Trace_name])
                     /\\ Trace_new = Trace_Changed(Trace_old, Trace_Event.changed[Trace_name])
                ELSE Trace_new = Trace_old

            """;

    private static final String NEXT = """
            Trace_Next ==
              /\\ Trace_i < Trace_Header.events
              /\\ Trace_t' = Trace_t
              /\\ Trace_i' = Trace_i + 1
              /\\ Next
            """;

    private static final String HIDDEN_NEXT = """
            Trace_Next ==
              /\\ Trace_i < Trace_Header.events
              /\\ Trace_t' = Trace_t
              /\\ \\/ Trace_i' = Trace_i + 1 /\\ Trace_h' = 0
                 \\/ Trace_h < MOST /\\ Trace_i' = Trace_i /\\ Trace_h' = Trace_h + 1
              /\\ Next
            """;

    private static final String REPORT = """

            \\* Always true; tells how far TLC has come.
            Trace_Report == Trace_TLC!PrintT(<<"%s", Trace_t, Trace_i>>)
            """.formatted(MARK);
}
