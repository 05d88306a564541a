package io.gatehouse.localcloud.cloud.cli;

import io.gatehouse.localcloud.cloud.template.Template;
import io.gatehouse.localcloud.services.JsonCodec;
import io.gatehouse.localcloud.services.LocalCloudException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code order.rows.json} beside {@code order.json}: rows for the function of {@code Metadata.LocalCloud.Rows}. */
record EventRows(JsonFile file, String writer) {
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

    /** What was written, as the function says it. */
    String write(CloudConnection cloud) {
        if (!cloud.functions().contains(writer)) {
            throw new UsageException("%s: there is no function %s to write rows; there are %s."
                    .formatted(file.name(), writer, String.join(", ", cloud.functions())));
        }
        var result = cloud.invocation().apply(writer, file.content());
        var said = JsonCodec.read(result.payload());
        if (result.functionError() != null) {
            throw new LocalCloudException(
                    file.name() + ": " + said.path("errorMessage").asText());
        }
        return file.name() + ": " + (said.isTextual() ? said.textValue() : said);
    }
}
