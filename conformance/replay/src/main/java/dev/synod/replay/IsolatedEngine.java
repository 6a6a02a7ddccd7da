package dev.synod.replay;

import dev.synod.tlc.SharedModules;
import dev.synod.trace.TraceHeader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An engine with its own copy of tla2tools, which keeps its state in static fields: one specification with one choice of
 * constants, one class loader.
 */
final class IsolatedEngine implements Closeable {
    private static final String ENGINE = "dev.synod.replay.engine.SpecEngine";
    private static final List<String> OWN =
            List.of("dev.synod.replay.engine.", "tlc2.", "tla2sany.", "util.", "pcal.", "model.");

    private final Loader loader;
    private final SpecChecker checker;

    /**
     * Loads a specification.
     *
     * @throws SpecException if it does not parse or does not fit the header's constants
     */
    IsolatedEngine(Path module, List<Path> library, TraceHeader header, ReplayLimits limits, int largeSets) {
        this(module, library, header, limits, largeSets, SpecBounds.NONE, Examination.NONE);
    }

    /** Loads a specification, makes it smaller, and prepares what is to be looked at besides. */
    IsolatedEngine(Path module, List<Path> library, TraceHeader header, ReplayLimits limits, int largeSets,
            SpecBounds bounds, Examination examination) {
        loader = new Loader(urls());
        try {
            checker = (SpecChecker) Class.forName(ENGINE, true, loader)
                    .getConstructor(Path.class, List.class, TraceHeader.class, ReplayLimits.class, int.class,
                            SpecBounds.class, PropertyChoice.class, boolean.class)
                    .newInstance(module, SharedModules.library(module, library), header, limits, largeSets, bounds,
                            examination.properties(), examination.coverage());
        } catch (InvocationTargetException e) {
            close();
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            close();
            throw new IllegalStateException("the engine's classes are incomplete", e);
        }
    }

    SpecChecker checker() {
        return checker;
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL[] urls() {
        ClassLoader here = IsolatedEngine.class.getClassLoader();
        Set<URL> urls = new LinkedHashSet<>();
        for (String name : List.of(ENGINE, "tlc2.tool.impl.Tool", "tlc2.value.impl.LargeSetValue")) {
            try {
                // Not initialised: only asked where it comes from.
                CodeSource source = Class.forName(name, false, here).getProtectionDomain().getCodeSource();
                urls.add(source.getLocation());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(name + " is not on the class path", e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    /** Loads the engine and tla2tools itself, and leaves all else to its parent. */
    private static final class Loader extends URLClassLoader {
        static {
            registerAsParallelCapable();
        }

        Loader(URL[] urls) {
            super("synod-replay", urls, IsolatedEngine.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (OWN.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null) {
                    loaded = findClass(name);
                }
                if (resolve) {
                    resolveClass(loaded);
                }
                return loaded;
            }
        }

        @Override
        public URL getResource(String name) {
            URL own = findResource(name);
            return own != null ? own : super.getResource(name);
        }
    }
}
