package io.gatehouse.localcloud.services.aws;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mail that a function has sent. {@code to} has bare addresses, separated by a comma and a space; {@code template} is
 * the value of the SES message tag of that name.
 */
public record SentMail(
        String id,
        String from,
        String to,
        @Nullable String template,
        String subject,
        @Nullable String text,
        @Nullable String html,
        String receivedAt) {

    /** Whether {@code address} is one of the recipients, in whatever case. */
    public boolean isTo(String address) {
        return Stream.of(to.split(", ", -1)).anyMatch(address.strip()::equalsIgnoreCase);
    }
}
