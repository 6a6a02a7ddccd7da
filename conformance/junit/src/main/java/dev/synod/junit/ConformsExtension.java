package dev.synod.junit;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;

/** Gives tests their {@link TraceRecorder}, and replays what it recorded. */
final class ConformsExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace OURS = Namespace.create(ConformsExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TraceRecorder.class
                && !(parameter.getDeclaringExecutable() instanceof Constructor<?>)
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // Kept in the invocation's own store, so that each invocation of a parameterized test has its own.
        Store store = context.getStore(OURS);
        TraceRecorder recorder = store.get(context.getUniqueId(), TraceRecorder.class);
        if (recorder == null) {
            recorder = new TraceRecorder(TraceReplay.traces(context::getConfigurationParameter), name(context));
            store.put(context.getUniqueId(), recorder);
        }
        return recorder;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TraceRecorder recorder = context.getStore(OURS).get(context.getUniqueId(), TraceRecorder.class);
        boolean failed = context.getExecutionException().isPresent();
        if (recorder == null) {
            if (!failed && AnnotationSupport.isAnnotated(context.getTestMethod(), Conforms.class)) {
                throw nothingRecorded("does not ask for a TraceRecorder");
            }
            return;
        }
        recorder.close();
        if (recorder.files().isEmpty() && !failed) {
            throw nothingRecorded("records no trace");
        }
        Conforms conforms = AnnotationSupport.findAnnotation(context.getTestMethod(), Conforms.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), Conforms.class))
                .or(() -> context.getEnclosingTestClasses().stream()
                        .flatMap(c -> AnnotationSupport.findAnnotation(c, Conforms.class).stream()).findFirst())
                .orElseThrow();
        TraceReplay replay = replay(conforms, context);
        List<String> stories = new ArrayList<>();
        for (Path file : recorder.files()) {
            replay.failure(file, conforms.incomplete(), Failures.again(context)).ifPresent(stories::add);
        }
        if (!stories.isEmpty()) {
            throw Failures.of(String.join(System.lineSeparator() + System.lineSeparator(), stories));
        }
    }

    private static TraceReplay replay(Conforms conforms, ExtensionContext context) {
        return context.getRoot().getStore(OURS).getOrComputeIfAbsent(
                List.of(conforms.module(), conforms.specs()),
                key -> new TraceReplay(conforms.module(), conforms.specs()),
                TraceReplay.class);
    }

    private static AssertionFailedError nothingRecorded(String what) {
        return Failures.of("The test " + what + ", so that there is nothing to hold to a specification."
                + " Declare a parameter of type TraceRecorder and record a trace with it, or take @Conforms away.");
    }

    /** A name for the invocation's traces: the class, the method and, where there are several, the invocation. */
    private static String name(ExtensionContext context) {
        String type = context.getRequiredTestClass().getName();
        String name = type.substring(type.lastIndexOf('.') + 1) + "." + context.getRequiredTestMethod().getName();
        String id = context.getUniqueId();
        int number = id.lastIndexOf(":#");
        return number < 0 ? name : name + "-" + id.substring(number + 2).replaceAll("\\D.*", "");
    }
}
