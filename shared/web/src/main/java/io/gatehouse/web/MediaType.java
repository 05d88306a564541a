package io.gatehouse.web;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A {@code Content-Type} (RFC 9110, section 8.3), as far as a body in JSON has one.
 *
 * @param name type and subtype, in any case
 * @param charsets the values of its parameters of this name
 */
record MediaType(String name, List<String> charsets) {
    /** ASCII is a part of UTF-8. */
    private static final Set<Charset> UTF_8 = Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII);

    private static final Pattern PARAMETER = Pattern.compile(";\\s*+([^\\s=;\"]++)\\s*+=\\s*+(\"[^\"]*+\"|[^;\"]*+)");

    static MediaType parse(String contentType) {
        var charsets = PARAMETER
                .matcher(contentType)
                .results()
                .filter(parameter -> parameter.group(1).equalsIgnoreCase("charset"))
                .map(parameter -> parameter.group(2).replace("\"", "").strip())
                .toList();
        return new MediaType(contentType.split(";", 2)[0].strip(), charsets);
    }

    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** Whether each charset names UTF-8 or ASCII, in whatever spelling. JSON needs none (RFC 8259, section 11). */
    boolean isReadAsUtf8() {
        return charsets.stream().allMatch(MediaType::isUtf8);
    }

    private static boolean isUtf8(String charset) {
        try {
            return UTF_8.contains(Charset.forName(charset));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
