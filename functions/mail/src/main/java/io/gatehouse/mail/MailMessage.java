package io.gatehouse.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The mail queue's messages: {@code {"mailId":"…"}} and nothing else. */
final class MailMessage {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern CANONICAL = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private MailMessage() {}

    /** The mail that a message is about; nothing when it is no message of this queue. */
    static Optional<UUID> mailId(String body) {
        try {
            var message = JSON.readTree(String.valueOf(body));
            var id = message.path("mailId");
            return message.size() == 1
                            && id.isTextual()
                            && CANONICAL.matcher(id.textValue()).matches()
                    ? Optional.of(UUID.fromString(id.textValue()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
