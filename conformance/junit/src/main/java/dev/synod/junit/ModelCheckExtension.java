package dev.synod.junit;

import dev.synod.tlc.check.CheckListener;
import dev.synod.tlc.check.CheckSettings;
import dev.synod.tlc.check.Checker;
import dev.synod.tlc.check.ModelReport;
import dev.synod.tlc.check.Verdict;
import dev.synod.tlc.check.WorkFiles;
import dev.synod.tlc.manifest.Model;
import dev.synod.tlc.manifest.ModelFinder;
import dev.synod.tlc.report.Story;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Checks the models that {@link ModelCheck} names. */
final class ModelCheckExtension implements TestTemplateInvocationContextProvider, BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) throws InterruptedException {
        Optional<ModelCheck> check = AnnotationSupport.findAnnotation(context.getTestClass(), ModelCheck.class);
        if (check.isEmpty()) {
            return;
        }
        List<String> stories = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        int run = 0;
        for (OneModel one : models(check.get(), context)) {
            ModelReport report = check(one.model(), one.deep());
            if (report.verdict() == Verdict.SKIPPED) {
                skipped.add(skipped(report));
            } else if (report.verdict() != Verdict.AS_EXPECTED) {
                stories.addAll(Story.lines(report, Failures.again(context)));
            } else {
                run++;
            }
        }
        if (!stories.isEmpty()) {
            throw Failures.of(String.join(System.lineSeparator(), stories));
        } else if (run == 0) {
            throw new TestAbortedException(String.join(System.lineSeparator(), skipped));
        }
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), ModelCheck.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        ModelCheck check = AnnotationSupport.findAnnotation(context.getTestMethod(), ModelCheck.class).orElseThrow();
        return models(check, context).stream().map(TestTemplateInvocationContext.class::cast);
    }

    private static List<OneModel> models(ModelCheck check, ExtensionContext context) {
        boolean deep = check.deep() || context.getConfigurationParameter("synod.deep", Boolean::valueOf).orElse(false);
        List<Model> models = Arrays.stream(check.value())
                .flatMap(path -> ModelFinder.models(Paths.nearest(path)).stream())
                .distinct()
                .toList();
        return ModelFinder.filter(models, List.of(check.models())).stream()
                .map(model -> new OneModel(model, deep))
                .toList();
    }

    private static ModelReport check(Model model, boolean deep) throws InterruptedException {
        CheckSettings defaults = CheckSettings.defaults(WorkFiles.defaultFolder(model.module()));
        CheckSettings settings = new CheckSettings(defaults.tools(), defaults.library(), deep, defaults.rerun(),
                defaults.timeLimit(), defaults.workers(), defaults.heapMegabytes(), defaults.cores(),
                defaults.work());
        return new Checker(settings, CheckListener.NONE).check(List.of(model)).models().get(0);
    }

    private static String skipped(ModelReport report) {
        return report.model().name() + " is skipped: " + String.join(", ", report.reasons())
                + (report.model().deep() ? ". To check it too: -Dsynod.deep=true" : "");
    }

    /** The test of one model. */
    private record OneModel(Model model, boolean deep) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int invocation) {
            return model.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Check(model, deep));
        }
    }

    private static final class Check implements BeforeTestExecutionCallback, ParameterResolver {

        private final Model model;
        private final boolean deep;
        private ModelReport report;

        Check(Model model, boolean deep) {
            this.model = model;
            this.deep = deep;
        }

        @Override
        public void beforeTestExecution(ExtensionContext context) throws InterruptedException {
            report = ModelCheckExtension.check(model, deep);
            if (report.verdict() == Verdict.SKIPPED) {
                throw new TestAbortedException(ModelCheckExtension.skipped(report));
            } else if (report.verdict() != Verdict.AS_EXPECTED) {
                throw Failures.of(String.join(System.lineSeparator(), Story.lines(report, Failures.again(context))));
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ModelReport.class
                    && parameter.getDeclaringExecutable().equals(context.getTestMethod().orElse(null));
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return report;
        }
    }
}
