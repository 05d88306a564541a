package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.adapters.config.Settings;
import io.gatehouse.adapters.postgres.PostgresRows;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.stream.Collectors;

/**
 * Writes the rows that an event needs, such as {@code events/sqs-welcome.rows.json}, and answers what it wrote. The
 * template has it in stage {@code local} only.
 */
public final class RowsFunction implements RequestStreamHandler {
    private static final JsonMapper JSON = new JsonMapper();

    private final PostgresRows rows = new PostgresRows(
            Settings.ofThisProcess(Settings.STORES).get(Settings.STORES).database());

    @Override
    public void handleRequest(InputStream file, OutputStream answer, Context context) throws IOException {
        var written = rows.write(file.readAllBytes()).entrySet().stream()
                .map(table -> table.getValue() + (table.getValue() == 1 ? " row of " : " rows of ") + table.getKey())
                .collect(Collectors.joining(" and ", "wrote ", ""));
        JSON.writeValue(answer, written);
    }
}
