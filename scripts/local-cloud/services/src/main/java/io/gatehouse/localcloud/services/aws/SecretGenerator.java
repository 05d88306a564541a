package io.gatehouse.localcloud.services.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.services.JsonCodec;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Makes random secrets as CloudFormation's {@code GenerateSecretString} describes them. */
public final class SecretGenerator {
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretGenerator() {}

    /** Makes a password, alone or as one more member of a JSON object. */
    public static String secretString(JsonNode description) {
        var password = password(description);
        var template = description.path("SecretStringTemplate");
        if (template.isMissingNode()) {
            return password;
        }
        try {
            var object = JsonCodec.read(template.asText(), ObjectNode.class);
            return JsonCodec.text(
                    object.put(description.path("GenerateStringKey").asText("password"), password));
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("SecretStringTemplate is not a JSON object: " + template.asText(), e);
        }
    }

    private static String password(JsonNode description) {
        var length = description.path("PasswordLength").asInt(32);
        var types = types(description);
        var all = String.join("", types);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("GenerateSecretString excludes every character.");
        }
        var characters = new ArrayList<Character>();
        if (description.path("RequireEachIncludedType").asBoolean(true)) {
            types.forEach(type -> characters.add(pick(type)));
        }
        while (characters.size() < length) {
            characters.add(pick(all));
        }
        Collections.shuffle(characters, RANDOM);
        return characters.stream().limit(length).map(String::valueOf).collect(Collectors.joining());
    }

    private static List<String> types(JsonNode description) {
        var types = new LinkedHashMap<String, String>();
        types.put("ExcludeLowercase", "abcdefghijklmnopqrstuvwxyz");
        types.put("ExcludeUppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        types.put("ExcludeNumbers", "0123456789");
        types.put("ExcludePunctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
        types.keySet().removeIf(type -> description.path(type).asBoolean());
        if (description.path("IncludeSpace").asBoolean()) {
            types.put("IncludeSpace", " ");
        }
        var excluded = description.path("ExcludeCharacters").asText();
        return types.values().stream()
                .map(type -> type.chars()
                        .filter(character -> excluded.indexOf(character) < 0)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .filter(type -> !type.isEmpty())
                .toList();
    }

    private static char pick(String characters) {
        return characters.charAt(RANDOM.nextInt(characters.length()));
    }
}
