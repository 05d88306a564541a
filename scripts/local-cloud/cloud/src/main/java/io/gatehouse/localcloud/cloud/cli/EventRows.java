package io.gatehouse.localcloud.cloud.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.localcloud.cloud.deployment.CloudException;
import io.gatehouse.localcloud.cloud.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The rows that an event needs in the product's database: {@code order.rows.json} beside {@code order.json}. They are
 * handed to the function that the template names in {@code Metadata.LocalCloud.Rows}, before the event is to its own.
 *
 * @param writer logical id
 */
record EventRows(JsonFile file, String writer) {
    private static final JsonMapper JSON = new JsonMapper();

    /** @throws UsageException if there are rows and the template names no function for them */
    static Optional<EventRows> of(JsonFile event, Path template) {
        var file = event.name().replaceFirst("\\.json$", ".rows.json");
        if (file.equals(event.name()) || !Files.exists(Path.of(file))) {
            return Optional.empty();
        }
        var writer = Template.read(template)
                .rows()
                .orElseThrow(() -> new UsageException(
                        "%s: the template names no function that writes rows, as Metadata.LocalCloud.Rows."
                                .formatted(file)));
        return Optional.of(new EventRows(JsonFile.read(file), writer));
    }

    /**
     * What was written, as the function says it.
     *
     * @throws CloudException with the reason that it gives if it fails
     */
    String write(Session session) {
        if (!session.functions().contains(writer)) {
            throw new UsageException("%s: there is no function %s to write rows; there are %s."
                    .formatted(file.name(), writer, String.join(", ", session.functions())));
        }
        var answer = session.invocation().apply(writer, file.content());
        if (answer.functionError() != null) {
            throw new CloudException("%s: %s".formatted(file.name(), told(answer.payload(), "/errorMessage")));
        }
        return "%s: %s".formatted(file.name(), told(answer.payload(), ""));
    }

    private static String told(byte[] payload, String pointer) {
        try {
            var json = JSON.readTree(payload).at(pointer);
            return json.isTextual() ? json.textValue() : json.toString();
        } catch (JsonProcessingException e) {
            return "no JSON";
        } catch (IOException e) {
            throw new CloudException(String.valueOf(e.getMessage()));
        }
    }
}
