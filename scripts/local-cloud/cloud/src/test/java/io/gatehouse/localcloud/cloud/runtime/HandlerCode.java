package io.gatehouse.localcloud.cloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** Makes the code of functions for tests. */
public final class HandlerCode {
    private HandlerCode() {}

    /** Compiles a class {@code Handler} with this body, to a folder in the given one, and says where it is. */
    public static Path compile(Path folder, String body) throws IOException {
        var source = Files.writeString(folder.resolve("Handler.java"), """
                import com.amazonaws.services.lambda.runtime.*;
                import java.io.*;
                import java.util.*;
                public class Handler %s
                """.formatted(body));
        var code = Files.createDirectories(folder.resolve("code"));
        var javac = ToolProvider.findFirst("javac").orElseThrow();
        var output = new StringWriter();
        var writer = new PrintWriter(output, true);
        var classpath = jar(RequestHandler.class) + File.pathSeparator + jar(AWSLambda.class);
        var result = javac.run(writer, writer, "-d", code.toString(), "-cp", classpath, source.toString());
        assertThat(result).as(output.toString()).isZero();
        return code;
    }

    private static String jar(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
