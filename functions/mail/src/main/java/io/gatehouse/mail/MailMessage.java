package io.gatehouse.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatehouse.domain.Ids;
import io.gatehouse.domain.InvalidValue;
import java.util.Optional;
import java.util.UUID;

/** The mail queue's messages: {@code {"mailId":"…"}} and nothing else. */
final class MailMessage {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private MailMessage() {}

    /** The mail that a message is about; nothing when it is no message of this queue. */
    static Optional<UUID> mailId(String body) {
        try {
            var message = JSON.readTree(String.valueOf(body));
            var id = message.path("mailId");
            return message.size() == 1 && id.isTextual() ? Optional.of(Ids.parse(id.textValue())) : Optional.empty();
        } catch (JsonProcessingException | InvalidValue e) {
            return Optional.empty();
        }
    }
}
