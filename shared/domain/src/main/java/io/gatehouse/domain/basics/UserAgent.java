package io.gatehouse.domain.basics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names a browser and a system by its user agent, from lists: no word of the client's comes through. */
public final class UserAgent {
    /** The first that occurs counts: most browsers name others too. */
    private static final Map<String, String> BROWSERS = ordered(
            "Edg", "Edge",
            "OPR/", "Opera",
            "SamsungBrowser/", "Samsung Internet",
            "Vivaldi/", "Vivaldi",
            "YaBrowser/", "Yandex Browser",
            "DuckDuckGo/", "DuckDuckGo",
            "Firefox/", "Firefox",
            "FxiOS/", "Firefox",
            "CriOS/", "Chrome",
            "Chrome/", "Chrome",
            "Safari/", "Safari");

    private static final Map<String, String> SYSTEMS = ordered(
            "iPhone", "iOS",
            "iPad", "iPadOS",
            "Android", "Android",
            "Windows", "Windows",
            "Macintosh", "macOS",
            "CrOS", "ChromeOS",
            "Linux", "Linux");

    private UserAgent() {}

    /** Such as {@code Firefox, Linux}; {@code -} when neither is known. */
    public static String describe(String header) {
        var known = Stream.of(BROWSERS, SYSTEMS)
                .flatMap(names -> first(names, header).stream())
                .collect(Collectors.joining(", "));
        return known.isEmpty() ? "-" : known;
    }

    private static Optional<String> first(Map<String, String> names, String header) {
        return names.entrySet().stream()
                .filter(name -> header.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
