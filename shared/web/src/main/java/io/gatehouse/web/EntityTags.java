package io.gatehouse.web;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The lists of {@code If-Match} and {@code If-None-Match}, and the strong tags that they are compared to (RFC 9110).
 */
final class EntityTags {
    private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*+\")");

    private EntityTags() {}

    /** Whether the list is {@code *} or names the tag as a strong one. */
    static boolean strongMatch(String list, String tag) {
        return isAny(list) || tags(list).anyMatch(known -> known.group().equals(tag));
    }

    /** Whether the list is {@code *} or names the tag, be it as a weak one. */
    static boolean weakMatch(String list, String tag) {
        return isAny(list) || tags(list).anyMatch(known -> known.group(2).equals(tag));
    }

    private static boolean isAny(String list) {
        return list.strip().equals("*");
    }

    private static Stream<MatchResult> tags(String list) {
        return TAG.matcher(list).results();
    }
}
