package io.gatehouse.localcloud.services.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.services.aws.SecretDefinition.Generated;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes random secrets as {@code GenerateSecretString} describes them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html">GenerateSecretString</a>
 */
final class SecretGenerator {
    private static final String LOWERCASE = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPERCASE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String NUMBERS = "0123456789";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SecureRandom random = new SecureRandom();

    /** @throws IllegalArgumentException if the description leaves no characters, or its template is no JSON object */
    String secretString(Generated generated) {
        var password = password(generated);
        if (generated.template() == null || generated.key() == null) {
            return password;
        }
        try {
            var object = JSON.readValue(generated.template(), ObjectNode.class);
            return JSON.writeValueAsString(object.put(generated.key(), password));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("SecretStringTemplate is not a JSON object: " + generated.template(), e);
        }
    }

    private String password(Generated generated) {
        var types = types(generated);
        var all = String.join("", types);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("GenerateSecretString excludes every character.");
        }
        var characters = new ArrayList<Character>();
        if (generated.requireEachIncludedType()) {
            types.forEach(type -> characters.add(pick(type)));
        }
        while (characters.size() < generated.length()) {
            characters.add(pick(all));
        }
        Collections.shuffle(characters, random);
        return characters.stream()
                .limit(generated.length())
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    private static List<String> types(Generated generated) {
        var types = new ArrayList<String>();
        if (!generated.excludeLowercase()) {
            types.add(LOWERCASE);
        }
        if (!generated.excludeUppercase()) {
            types.add(UPPERCASE);
        }
        if (!generated.excludeNumbers()) {
            types.add(NUMBERS);
        }
        if (!generated.excludePunctuation()) {
            types.add(PUNCTUATION);
        }
        if (generated.includeSpace()) {
            types.add(" ");
        }
        return types.stream()
                .map(type -> without(type, generated.excludeCharacters()))
                .filter(type -> !type.isEmpty())
                .toList();
    }

    private static String without(String characters, String excluded) {
        return characters
                .chars()
                .filter(character -> excluded.indexOf(character) < 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private char pick(String characters) {
        return characters.charAt(random.nextInt(characters.length()));
    }
}
