package io.gatehouse.localcloud.cloud.isolated;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.commons.io.function.Uncheck;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * AWS's runtime interface client, which runs a handler in an execution environment. Its native part is unpacked here:
 * environments that start at the same time would all unpack it to the same file in {@code /tmp}.
 */
record RuntimeInterfaceClient(List<Path> classPath, Path library) {
    static final String LIBRARY_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /** Unpacks the native part and the main class to a folder. */
    static RuntimeInterfaceClient unpackTo(Path folder) {
        var jars = Stream.of(AWSLambda.class, RequestHandler.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(RuntimeInterfaceClient::jar);
        var main = EnvironmentMain.class.getName().replace('.', '/') + ".class";
        unpack("/" + main, folder.resolve("main/" + main));
        return new RuntimeInterfaceClient(
                Stream.concat(jars, Stream.of(folder.resolve("main"))).toList(),
                unpack("/jni/libaws-lambda-jni." + system() + ".so", folder.resolve("libaws-lambda-jni.so")));
    }

    private static Path jar(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path unpack(String resource, Path file) {
        var content = Objects.requireNonNull(RuntimeInterfaceClient.class.getResource(resource), resource);
        Uncheck.run(() -> FileUtils.copyURLToFile(content, file.toFile()));
        return file;
    }

    /** As the client's files are called, for instance {@code linux_musl-aarch_64}. */
    private static String system() {
        var processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        var musl = Files.exists(Path.of("/lib/ld-musl-%s.so.1".formatted(processor.replace("h_", "h"))));
        return System.getProperty("os.name").toLowerCase(Locale.ROOT) + (musl ? "_musl-" : "-") + processor;
    }
}
