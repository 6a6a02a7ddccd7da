package dev.synod.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.synod.runtime.Counting.Count;
import dev.synod.runtime.Counting.Message.Told;
import dev.synod.runtime.Counting.Mood;
import dev.synod.runtime.NamingContract.ActionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MachineTest {

    private static final NodeId N1 = NodeId.of("n1");
    private static final NodeId N2 = NodeId.of("n2");

    private final Counting machine = new Counting(N1, List.of(N1, N2));
    private final Count zero = machine.initial();

    private static List<String> enabled(Machine<Count, ?> machine, String action, Count state) {
        List<String> found = new ArrayList<>();
        machine.action(action).enabled(state).forEach(t -> found.add(t.toString()));
        return found;
    }

    @Test
    void actionsHaveTheNamesAndParametersOfTheirMethods() {
        assertThat(NamingContract.of(machine)).isEqualTo(new NamingContract(
                List.of(new ActionName("Count", List.of("c", "by", "times"), false),
                        new ActionName("Listen", List.of("c", "from", "m"), false),
                        new ActionName("Tell", List.of("c", "q"), false),
                        new ActionName("TellAll", List.of("c"), false)),
                List.of("own", "mood", "highest", "from"),
                Set.of("own", "highest")));
        assertThat(machine.action("Listen")).hasToString("Listen(c, from, m)");
        assertThat(machine.action("Listen").receives()).isTrue();
        assertThat(machine.action("Tell").receives()).isFalse();
    }

    @Test
    void aCrashIsAnActionOfTheEnvironment() {
        Counting.Crashing crashing = new Counting.Crashing(N1, List.of(N1));
        assertThat(crashing.action("Reset").isEnvironment()).isTrue();
        assertThat(crashing.action("Reset")).hasToString("Reset(n)");
        Transition<Count> crash = crashing.crash(new Count(3, Mood.WIDE_AWAKE, 5, N1)).orElseThrow();
        assertThat(crash.step().next()).isEqualTo(new Count(3, Mood.CALM, 5, null));
        assertThat(crash.arguments()).containsExactly(N1);
        assertThat(machine.crash(zero)).isEmpty();
    }

    @Test
    void enabledActionsAreFoundWithAllArgumentsTheLastOneFastest() {
        assertThat(enabled(machine, "Count", zero)).containsExactly("Count(n1, 1, 1)", "Count(n1, 1, 2)",
                "Count(n1, 2, 1)", "Count(n1, 2, 2)", "Count(n1, 3, 1)", "Count(n1, 3, 2)", "Count(n1, 4, 1)");
        assertThat(enabled(machine, "Tell", zero)).containsExactly("Tell(n1, n1)", "Tell(n1, n2)");
        assertThat(enabled(machine, "TellAll", zero)).containsExactly("TellAll(n1)");
        assertThat(enabled(machine, "Count", new Count(6, Mood.CALM, 0, null))).isEmpty();
    }

    @Test
    void suppliesAreReadLazily() {
        Machine<Count, Counting.Message> endless = new Endless(N1, List.of(N1));
        assertThat(endless.action("Count").enabled(zero).iterator().next().arguments()).containsExactly(N1, 1);
    }

    @Test
    void whoRefusesAllOfAnEndlessSupplyIsTold() {
        Machine<Count, Counting.Message> tired = new Endless(N1, List.of(N1)) {
            @Override
            Step<Count> count(Count c, int by) {
                return disabled();
            }
        };
        assertThatThrownBy(() -> tired.action("Count").enabled(zero).iterator())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Count(c, by) at n1 is disabled for 1048576 choices of its arguments")
                .hasMessageEndingWith("must end where the state " + zero + " allows none.");
    }

    /** Its supply never ends. */
    static class Endless extends Machine<Count, Counting.Message> {
        Endless(NodeId self, List<NodeId> nodes) {
            super(self, nodes);
        }

        @Override
        public Count initial() {
            return new Count(0, Mood.CALM, 0, null);
        }

        @Override
        public Map<String, Object> constants() {
            return Map.of();
        }

        @Action
        Step<Count> count(Count c, @In("numbers") int by) {
            return to(new Count(by, c.mood(), c.highest(), c.from()));
        }

        @Action
        Step<Count> listen(Count c, Counting.Message m) {
            return disabled();
        }

        Stream<Integer> numbers() {
            return Stream.iterate(1, i -> i + 1);
        }
    }

    @Test
    void aMessageGoesToTheActionsThatReceiveIt() {
        List<Transition<Count>> ways = machine.receive(zero, N2, new Told(4));
        assertThat(ways).singleElement().hasToString("Listen(n1, n2, Told[count=4])");
        assertThat(ways.get(0).step()).isEqualTo(Step.to(new Count(0, Mood.WIDE_AWAKE, 4, N2)));
        assertThat(machine.receive(ways.get(0).step().next(), N2, new Told(4))).isEmpty();
        assertThatThrownBy(() -> machine.receive(zero, N2, zero))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Counting knows no message");
    }

    @Test
    void anActionIsTakenWithTheGivenArgumentsOrRefusesThem() {
        assertThat(machine.action("Count").take(zero, 3, 1L)).isEqualTo(Step.to(new Count(3, Mood.CALM, 0, null)));
        assertThat(machine.action("Count").take(zero, 7, 1L).enabled()).isFalse();
        assertThat(machine.action("Count").attempt(zero, 7, 1L)).isNull();
        assertThatThrownBy(() -> machine.action("Count").take(zero, 3))
                .hasMessage("Count(c, by, times) takes 2 arguments after its first; found 1: [3].");
        assertThatThrownBy(() -> machine.action("Count").take(zero, 3, 1))
                .hasMessage("The argument times of Count(c, by, times) is a Long; found 1, a Integer.");
        assertThatThrownBy(() -> machine.action("Cuont"))
                .hasMessage("Counting has no action Cuont. Known: Count, Listen, Tell, TellAll.");
        assertThatThrownBy(() -> new Counting(NodeId.of("n9"), List.of(N1)))
                .hasMessage("Node n9 is not one of the nodes [n1].");
    }

    @Test
    void aSubclassOverridesAnActionWithoutDeclaringItAgain() {
        Counting mutant = new Counting(N1, List.of(N1, N2)) {
            @Override
            Step<Count> tellAll(Count c) {
                return disabled();
            }

            @Override
            Stream<Long> multiples() {
                return Stream.of(5L);
            }
        };
        assertThat(NamingContract.of(mutant)).isEqualTo(NamingContract.of(machine));
        assertThat(enabled(mutant, "TellAll", zero)).isEmpty();
        assertThat(enabled(mutant, "Count", zero)).containsExactly("Count(n1, 1, 5)");
    }

    @Nested
    class Refuses {

        private void invalid(Runnable construction, String... parts) {
            assertThatThrownBy(construction::run).isInstanceOf(InvalidMachineException.class)
                    .hasMessageContainingAll(parts);
        }

        abstract static class Base extends Machine<Count, Told> {
            Base() {
                super(N1, List.of(N1));
            }

            @Override
            public Count initial() {
                return new Count(0, Mood.CALM, 0, null);
            }

            @Override
            public Map<String, Object> constants() {
                return Map.of();
            }
        }

        @Test
        void aMachineWithoutActions() {
            class NoAction extends Base {
            }

            invalid(NoAction::new, "NoAction", "has no action", "@Action");
        }

        @Test
        void anActionThatReturnsNoStep() {
            class NoStep extends Base {
                @Action
                Count go(Count c) {
                    return c;
                }
            }

            invalid(NoStep::new, "NoStep.go", "returns Count", "Step<Count>");
        }

        @Test
        void anActionWithoutTheState() {
            class NoState extends Base {
                @Action
                Step<Count> go(Told m) {
                    return disabled();
                }
            }

            invalid(NoState::new, "NoState.go", "first parameter", "Count");
        }

        @Test
        void aParameterWithoutASource() {
            class NoSource extends Base {
                @Action
                Step<Count> go(Count c, int b) {
                    return disabled();
                }
            }

            invalid(NoSource::new, "NoSource.go", "parameter b", "@In");
        }

        @Test
        void aMisspeltSupply() {
            class Misspelt extends Base {
                @Action
                Step<Count> go(Count c, @In("nubmers") int b) {
                    return disabled();
                }

                List<Integer> numbers() {
                    return List.of();
                }
            }

            invalid(Misspelt::new, "Misspelt.go", "nubmers", "Known: nodes, numbers.");
        }

        @Test
        void aSupplyOfAnotherType() {
            class OtherType extends Base {
                @Action
                Step<Count> go(Count c, @In("names") int b) {
                    return disabled();
                }

                List<String> names() {
                    return List.of();
                }
            }

            invalid(OtherType::new, "parameter b is a Integer", "names supplies String");
        }

        @Test
        void aMessageThatNobodyReceives() {
            class Deaf extends Base {
                @Action
                Step<Count> go(Count c) {
                    return disabled();
                }
            }

            invalid(Deaf::new, "Deaf", "no action that receives a Told");
        }

        @Test
        void aSenderWithoutAMessage() {
            class NoMessage extends Base {
                @Action
                Step<Count> go(Count c, @Sender NodeId q) {
                    return disabled();
                }
            }

            invalid(NoMessage::new, "@Sender q", "beside a message");
        }

        @Test
        void aCrashThatIsNoAction() {
            @Crash("LoseSlip")
            class BadCrash extends Base {
                @Action
                Step<Count> go(Count c, Told m) {
                    return disabled();
                }
            }

            invalid(BadCrash::new, "@Crash(\"LoseSlip\")", "LoseSlip(p)");
        }

        @Test
        void aPrivateAction() {
            class Private extends Base {
                @Action
                private Step<Count> go(Count c) {
                    return disabled();
                }
            }

            invalid(Private::new, "Private.go", "static or private");
        }
    }
}
