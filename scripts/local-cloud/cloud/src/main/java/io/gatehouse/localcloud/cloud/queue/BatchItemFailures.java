package io.gatehouse.localcloud.cloud.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.localcloud.services.JsonCodec;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/** Reads from a function's answer which messages of its batch failed. */
final class BatchItemFailures {
    private BatchItemFailures() {}

    /** All of the batch if the answer is malformed or names a message that the batch does not have. */
    static Set<String> in(byte[] payload, Set<String> batch) {
        try {
            var failures = JsonCodec.read(payload).path("batchItemFailures");
            if (failures.isMissingNode() || failures.isNull()) {
                return Set.of();
            }
            return failures.isArray() ? identifiers(failures, batch) : batch;
        } catch (UncheckedIOException malformed) {
            return batch;
        }
    }

    private static Set<String> identifiers(JsonNode failures, Set<String> batch) {
        var failed = new HashSet<String>();
        for (var failure : failures) {
            var identifier = failure.path("itemIdentifier");
            if (!identifier.isTextual() || !batch.contains(identifier.asText())) {
                return batch;
            }
            failed.add(identifier.asText());
        }
        return failed;
    }
}
