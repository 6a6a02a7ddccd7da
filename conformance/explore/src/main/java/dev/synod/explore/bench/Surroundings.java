package dev.synod.explore.bench;

import java.util.Locale;

/**
 * Where something was measured: a figure means nothing without it.
 *
 * @param cores the processors that the virtual machine sees
 * @param jdk   the runtime's version and maker
 * @param system the operating system and the processor's architecture
 * @param heapMegabytes the most that this virtual machine's heap may grow to
 */
public record Surroundings(int cores, String jdk, String system, long heapMegabytes) {

    /** Those of this virtual machine. */
    public static Surroundings here() {
        return new Surroundings(Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.runtime.version") + " (" + System.getProperty("java.vendor") + ")",
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().maxMemory() >> 20);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d core%s, JDK %s, %s, heap %,d MiB", cores, cores == 1 ? "" : "s", jdk, system,
                heapMegabytes);
    }
}
