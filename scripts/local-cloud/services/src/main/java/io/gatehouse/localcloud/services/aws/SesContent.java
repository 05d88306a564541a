package io.gatehouse.localcloud.services.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code SendEmail} request says, checked as SES checks it where a mistake would otherwise show only in AWS.
 *
 * @param from as the sender wrote it
 * @param recipients bare addresses, separated by a comma and a space
 * @param text the text part; of a raw message all of it, undecoded
 */
record SesContent(
        String from,
        String recipients,
        @Nullable String template,
        String subject,
        @Nullable String text,
        @Nullable String html) {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.@-]{1,256}");
    private static final Pattern BARE_ADDRESS = Pattern.compile("<([^<>]+)>\\s*$");

    /** @throws AwsError with SES's {@code BadRequestException} for a request that SES refuses */
    static SesContent of(JsonNode request) {
        var content = request.path("Content");
        if (content.has("Simple")) {
            return simple(request, content.get("Simple"));
        }
        if (content.has("Raw")) {
            return raw(request, content.get("Raw"));
        }
        throw badRequest("Content must be Simple or Raw: the local cloud keeps no templates.");
    }

    private static SesContent simple(JsonNode request, JsonNode message) {
        var from = from(request.path("FromEmailAddress").asText());
        var text = text(message.at("/Body/Text/Data"));
        var html = text(message.at("/Body/Html/Data"));
        if (text == null && html == null) {
            throw badRequest("Body has neither Text nor Html.");
        }
        var subject = message.at("/Subject/Data").asText();
        return new SesContent(from, recipients(addresses(request)), template(request), subject, text, html);
    }

    private static SesContent raw(JsonNode request, JsonNode message) {
        var text = new String(Base64.getDecoder().decode(message.path("Data").asText()), UTF_8);
        var addresses = addresses(request);
        var recipients = addresses.isEmpty() ? List.of(header(text, "To").split(",")) : addresses;
        var from = request.path("FromEmailAddress").asText(header(text, "From"));
        return new SesContent(
                from(from), recipients(recipients), template(request), header(text, "Subject"), text, null);
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
                .map(SesContent::bare)
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
