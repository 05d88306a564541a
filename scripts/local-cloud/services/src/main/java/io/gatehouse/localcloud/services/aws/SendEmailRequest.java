package io.gatehouse.localcloud.services.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a {@code SendEmail} request, and refuses what SES refuses where a mistake would otherwise show only in AWS. */
final class SendEmailRequest {
    private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.@-]{1,256}");
    private static final Pattern BARE_ADDRESS = Pattern.compile("<([^<>]+)>\\s*$");

    private SendEmailRequest() {}

    /** Of a raw message the text part is all of it, undecoded. */
    static SentMail mail(JsonNode request) {
        var content = request.path("Content");
        var from = request.path("FromEmailAddress");
        if (content.has("Simple")) {
            var message = content.get("Simple");
            var text = text(message.at("/Body/Text/Data"));
            var html = text(message.at("/Body/Html/Data"));
            if (text == null && html == null) {
                throw badRequest("Body has neither Text nor Html.");
            }
            var subject = message.at("/Subject/Data").asText();
            return mail(request, from.asText(), addresses(request), subject, text, html);
        }
        if (content.has("Raw")) {
            var text = new String(
                    Base64.getDecoder().decode(content.at("/Raw/Data").asText()), UTF_8);
            var addresses = addresses(request);
            var to = addresses.isEmpty() ? List.of(header(text, "To").split(",")) : addresses;
            return mail(request, from.asText(header(text, "From")), to, header(text, "Subject"), text, null);
        }
        throw badRequest("Content must be Simple or Raw: the local cloud keeps no templates.");
    }

    private static SentMail mail(
            JsonNode request,
            String from,
            List<String> to,
            String subject,
            @Nullable String text,
            @Nullable String html) {
        return new SentMail(
                UUID.randomUUID().toString(),
                from(from),
                recipients(to),
                template(request),
                subject,
                text,
                html,
                RFC_3339.format(Instant.now()));
    }

    private static String from(String from) {
        if (from.isBlank()) {
            throw badRequest("FromEmailAddress is missing.");
        }
        if (!from.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw badRequest("The sender is not all ASCII: SES takes names in encoded words (RFC 2047).");
        }
        return from;
    }

    private static String header(String message, String name) {
        return message.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static List<String> addresses(JsonNode request) {
        var destination = request.path("Destination");
        return Stream.of("ToAddresses", "CcAddresses", "BccAddresses")
                .flatMap(kind -> destination.path(kind).valueStream())
                .map(JsonNode::asText)
                .toList();
    }

    private static String recipients(List<String> addresses) {
        var bare = addresses.stream()
                .map(SendEmailRequest::bare)
                .filter(address -> !address.isEmpty())
                .toList();
        if (bare.isEmpty() || bare.size() > 50) {
            throw badRequest("A mail needs 1 to 50 recipients.");
        }
        if (!bare.stream().allMatch(address -> address.contains("@"))) {
            throw badRequest("A recipient's address has no @.");
        }
        if (!bare.stream().flatMapToInt(String::chars).allMatch(c -> c < 128)) {
            throw badRequest("A recipient's address is not all ASCII: SES takes domains in Punycode, and no SMTPUTF8.");
        }
        return String.join(", ", bare);
    }

    private static String bare(String address) {
        var matcher = BARE_ADDRESS.matcher(address);
        return (matcher.find() ? matcher.group(1) : address).strip();
    }

    private static @Nullable String template(JsonNode request) {
        var tags = request.path("EmailTags")
                .valueStream()
                .collect(Collectors.toMap(
                        tag -> tag.path("Name").asText(),
                        tag -> tag.path("Value").asText(),
                        (a, b) -> b));
        tags.forEach((name, value) -> {
            if (!TAG.matcher(name).matches() || !TAG.matcher(value).matches()) {
                throw badRequest("Tags are 1 to 256 of the characters A-Z a-z 0-9 _ . @ -: " + name + "=" + value);
            }
        });
        return tags.get("template");
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }

    private static AwsError badRequest(String message) {
        return new AwsError(400, "BadRequestException", message);
    }
}
