package io.gatehouse.adapters.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.domain.basics.Ids;
import io.gatehouse.domain.errors.InvalidValue;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message of the mail queue: {@code {"mailId":"…"}} and nothing else. The recipient stays in the database. */
public record MailMessage(UUID mailId) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Empty for any text that is not a message of the mail queue. */
    public static Optional<MailMessage> parse(@Nullable String body) {
        try {
            var message = JSON.readTree(String.valueOf(body));
            var id = message.path("mailId");
            return message.size() == 1 && id.isTextual()
                    ? Optional.of(new MailMessage(Ids.parse(id.textValue())))
                    : Optional.empty();
        } catch (JsonProcessingException | InvalidValue e) {
            return Optional.empty();
        }
    }

    String body() {
        return JSON.createObjectNode().put("mailId", mailId.toString()).toString();
    }
}
