package io.gatehouse.domain.credential;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The passwords that leak most often, and the words that others are made of. */
public final class CommonPasswords {
    /** Two words make no phrase: {@code password1password1}, {@code qwerty-dragon-2024}. */
    private static final int FEW_WORDS = 2;

    private final Set<String> passwords;
    private final Set<String> words;

    private CommonPasswords(Set<String> passwords, Set<String> words) {
        this.passwords = passwords;
        this.words = words;
    }

    /** The lists that come with the product. */
    public static CommonPasswords bundled() {
        return new CommonPasswords(lines("common-passwords.txt"), lines("common-words.txt"));
    }

    private static Set<String> lines(String name) {
        var resource = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(name));
        try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether a text in lower case is a common password or, without digits and punctuation, made of at most two
     * different common words.
     */
    boolean contains(String lower) {
        return passwords.contains(lower) || isMadeOf(letters(lower), new HashSet<>());
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{M}]", "");
    }

    private boolean isMadeOf(String rest, Set<String> used) {
        if (rest.isEmpty()) {
            return !used.isEmpty();
        }
        for (var end = 1; end <= rest.length(); end++) {
            var word = rest.substring(0, end);
            if (!words.contains(word) || (!used.contains(word) && used.size() == FEW_WORDS)) {
                continue;
            }
            var more = new HashSet<>(used);
            more.add(word);
            if (isMadeOf(rest.substring(end), more)) {
                return true;
            }
        }
        return false;
    }
}
