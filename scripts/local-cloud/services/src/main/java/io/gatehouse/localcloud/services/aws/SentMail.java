package io.gatehouse.localcloud.services.aws;

import org.jspecify.annotations.Nullable;

/**
 * A mail that a function has sent.
 *
 * @param id the message id that the sender was answered
 * @param from whom it comes from, as the sender wrote it
 * @param to the bare addresses of its recipients, separated by a comma and a space
 * @param template the value of the SES message tag {@code template}, if there is one
 * @param receivedAt RFC 3339 in UTC with milliseconds
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
        for (var recipient : to.split(", ", -1)) {
            if (recipient.equalsIgnoreCase(address.strip())) {
                return true;
            }
        }
        return false;
    }
}
