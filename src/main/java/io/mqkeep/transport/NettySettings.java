package io.mqkeep.transport;

/**
 * Settings Netty reads from system properties when its classes are first used. A property given on the command line of
 * the JVM wins.
 */
final class NettySettings {
    private NettySettings() {}

    /** Makes Netty silent and quick to start; to be called before any other class of it is touched. */
    static void apply() {
        SilentLogger.install();
        // Heap buffers that nobody counts: pools and leak records pay off after thousands of messages only. To learn
        // how much memory beside the heap there may be, Netty would load all of java.lang.management.
        set("io.netty.allocator.type", "unpooled");
        set("io.netty.noPreferDirect", "true");
        set("io.netty.ignoreMaxDirectMemorySize", "true");
        set("io.netty.leakDetection.level", "disabled");
        // Which Linux this is matters for Netty's native libraries only, and is found out with regular expressions.
        set("io.netty.osClassifiers", "");
        // A channel's id would be made of the machine's network cards, which are slow to list.
        set("io.netty.machineId", "00:00:00:00:00:00:00:01");
        set("io.netty.processId", "1");
        // Would need Unsafe or an opened java.base, and is of use with thousands of channels only.
        set("io.netty.noKeySetOptimization", "true");
    }

    private static void set(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
