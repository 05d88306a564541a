package io.gatehouse.acceptance.parity;

import io.gatehouse.acceptance.harness.Template;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A template with the routes of Gatehouse's, all of which lead to an {@link EchoFunction}. */
final class Echo {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    private Echo() {}

    /** Writes the template, and its function's code, to a folder. */
    static Path template(Path folder) throws IOException {
        var type = EchoFunction.class.getName();
        var file = type.replace('.', '/') + ".class";
        var copy = folder.resolve("bundle").resolve(file);
        Files.createDirectories(copy.getParent());
        try (var code = Echo.class.getClassLoader().getResourceAsStream(file)) {
            Files.copy(code, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        var text = new StringBuilder("""
                AWSTemplateFormatVersion: '2010-09-09'
                Transform: AWS::Serverless-2016-10-31
                Description: Echo - answers each request with its event.
                Resources:
                  EchoFunction:
                    Type: AWS::Serverless::Function
                    Properties:
                      Runtime: java25
                      Architectures: [x86_64]
                      MemorySize: 512
                      Timeout: 30
                      CodeUri: bundle
                      Handler: %s
                      Events:
                """.formatted(type));
        var number = 0;
        for (var route :
                Template.functions().stream().flatMap(Template.Function::routes).toList()) {
            var words = route.split(" ");
            text.append("        Route%s:%n".formatted(number++))
                    .append("          Type: HttpApi%n".formatted())
                    .append("          Properties: {Method: %s, Path: '%s'}%n".formatted(words[0], words[1]));
        }
        return Files.writeString(folder.resolve("template.yaml"), text);
    }

    static HttpResponse<byte[]> send(URI api, RequestTable.Row row) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(api + row.target()));
        if (row.method().equals("GET")) {
            request.GET();
        } else {
            request.method(row.method(), BodyPublishers.ofByteArray(row.body()));
        }
        if (!row.headers().isEmpty()) {
            request.headers(row.headers().toArray(String[]::new));
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }
}
