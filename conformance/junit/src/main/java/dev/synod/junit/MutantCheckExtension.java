package dev.synod.junit;

import dev.synod.explore.Mutants;
import dev.synod.replay.SpecFolders;
import dev.synod.runtime.Mutant;
import dev.synod.runtime.MutantProvider;
import dev.synod.tlc.UnusableInputException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Holds the mutants of the algorithm that {@link MutantCheck} names to its specification. */
final class MutantCheckExtension implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), MutantCheck.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        MutantCheck check = AnnotationSupport.findAnnotation(context.getTestMethod(), MutantCheck.class).orElseThrow();
        List<Mutant> mutants = Mutants.of(check.value());
        if (mutants.isEmpty()) {
            throw new UnusableInputException("@MutantCheck(\"" + check.value() + "\")",
                    "no mutant of " + check.value() + " on the class path",
                    "a " + MutantProvider.class.getSimpleName() + " whose algorithm() is \"" + check.value() + "\"",
                    "write one, and name its class in META-INF/services/" + MutantProvider.class.getName());
        }
        SpecFolders specs = TraceReplay.folders(check.specs());
        return mutants.stream().map(mutant -> new OneMutant(mutant, specs));
    }

    /** The test of one mutant. */
    private record OneMutant(Mutant mutant, SpecFolders specs) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int invocation) {
            return mutant.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Check(mutant, specs));
        }
    }

    private static final class Check implements BeforeTestExecutionCallback, ParameterResolver {

        private final Mutant mutant;
        private final SpecFolders specs;
        private Mutants.Outcome outcome;

        Check(Mutant mutant, SpecFolders specs) {
            this.mutant = mutant;
            this.specs = specs;
        }

        @Override
        public void beforeTestExecution(ExtensionContext context) {
            outcome = Mutants.check(mutant, specs);
            if (!outcome.killed()) {
                throw Failures.of(String.join(System.lineSeparator(),
                        "The mutant " + mutant.name() + " is not rejected as it must be",
                        "  bug       " + mutant.breaks(),
                        "  but       " + outcome.reason(),
                        "  again     " + Failures.again(context)));
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Mutants.Outcome.class
                    && parameter.getDeclaringExecutable().equals(context.getTestMethod().orElse(null));
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return outcome;
        }
    }
}
