package io.gatehouse.localcloud.cloud.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchItemFailuresTest {
    private static final Set<String> BATCH = Set.of("a", "b");

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"batchItemFailures\":null}", "{\"batchItemFailures\":[]}"})
    void anAnswerWithoutFailuresMeansSuccess(String payload) {
        assertThat(BatchItemFailures.in(payload.getBytes(UTF_8), BATCH)).isEmpty();
    }

    @Test
    void onlyTheNamedMessagesFail() {
        var payload = "{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}";
        assertThat(BatchItemFailures.in(payload.getBytes(UTF_8), BATCH)).containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"batchItemFailures\":\"a\"}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"id\":\"a\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"unknown\"}]}"
            })
    void aMalformedAnswerOrAnUnknownIdFailsTheWholeBatch(String payload) {
        assertThat(BatchItemFailures.in(payload.getBytes(UTF_8), BATCH)).isEqualTo(BATCH);
    }
}
