package io.gatehouse.localcloud.cloud.isolated;

import io.gatehouse.localcloud.cloud.runtime.FunctionDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * The options with which Lambda starts the JVM of a function; {@code JAVA_TOOL_OPTIONS} of the function go over them.
 */
final class JvmOptions {
    /** Those on which a class archive depends too. */
    static final List<String> ALWAYS =
            List.of("-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final int HEAP_PERCENT = 85;

    private JvmOptions() {}

    static List<String> of(FunctionDefinition function) {
        var options = new ArrayList<>(ALWAYS);
        options.add("-XX:MaxHeapSize=%dk".formatted(function.memoryMegabytes() * 1024L * HEAP_PERCENT / 100));
        options.add("-Djava.net.preferIPv4Stack=true");
        options.addAll(
                function.snapStart()
                        ? List.of("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac")
                        : List.of("-XX:+TieredCompilation", "-XX:TieredStopAtLevel=1"));
        return options;
    }
}
