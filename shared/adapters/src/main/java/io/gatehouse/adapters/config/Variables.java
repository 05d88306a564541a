package io.gatehouse.adapters.config;

import io.gatehouse.domain.errors.InvalidValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads typed values from environment variables and collects the errors. A missing or malformed value is returned as
 * null, which goes nowhere because {@link #complain} throws. No message repeats a value: it may be a secret.
 */
@SuppressWarnings("NullAway") // see above
final class Variables {
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    String text(String name) {
        return parsed(name, Function.identity());
    }

    String textOr(String name, String absent) {
        return environment.getOrDefault(name, absent);
    }

    int integer(String name, int min, int max) {
        var value = parsed(name, text -> {
            var number = Integer.parseInt(text);
            return checked(number, number >= min && number <= max, "must be from " + min + " to " + max);
        });
        return value == null ? 0 : value;
    }

    int integerOr(String name, int absent, int min, int max) {
        return environment.containsKey(name) ? integer(name, min, max) : absent;
    }

    Duration seconds(String name, int min, int max) {
        return Duration.ofSeconds(integer(name, min, max));
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> type) {
        return parsed(
                name,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("must be one of "
                                + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT))));
    }

    URI webUrl(String name) {
        return parsed(name, text -> url(text, "http", "https"));
    }

    /** A URL without anything after host and port. */
    URI origin(String name, String... schemes) {
        return parsed(name, text -> withNothingElse(url(text, schemes)));
    }

    /** A URL with a port. */
    URI server(String name, String... schemes) {
        return parsed(name, text -> withPort(url(text, schemes)));
    }

    /** A URL with a port, and with a database's name for its path. */
    URI database(String name, String scheme) {
        return parsed(name, text -> {
            var url = withPort(url(text, scheme));
            return checked(url, url.getPath().matches("/[^/]+"), "must name a database after the port");
        });
    }

    <T> T parsed(String name, Function<String, T> parser) {
        var text = environment.get(name);
        if (text == null || text.isBlank()) {
            problems.add(name + " is missing");
            return null;
        }
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            problems.add(name + " must be a whole number");
        } catch (InvalidValue e) {
            problems.add(name + ": " + e.explanation());
        } catch (IllegalArgumentException e) {
            problems.add(name + " " + e.getMessage());
        }
        return null;
    }

    /** @throws IllegalArgumentException with all errors, if there are any */
    void complain() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("The environment is incomplete: " + String.join("; ", problems));
        }
    }

    private static URI withNothingElse(URI url) {
        var origin = url.getScheme() + "://" + url.getRawAuthority();
        var bare = url.toString().equals(origin) && url.getRawUserInfo() == null;
        return checked(url, bare, "must be an origin, such as https://id.example.com, without a path");
    }

    private static URI url(String text, String... schemes) {
        try {
            var url = new URI(text);
            var valid = url.getHost() != null && List.of(schemes).contains(url.getScheme());
            return checked(url, valid, "must be a URL with the scheme " + String.join(" or ", schemes));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("must be a URL", e);
        }
    }

    private static URI withPort(URI url) {
        return checked(url, url.getPort() > 0, "must have a port");
    }

    private static <T> T checked(T value, boolean valid, String complaint) {
        if (!valid) {
            throw new IllegalArgumentException(complaint);
        }
        return value;
    }
}
