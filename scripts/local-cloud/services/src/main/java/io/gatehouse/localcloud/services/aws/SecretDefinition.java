package io.gatehouse.localcloud.services.aws;

import org.jspecify.annotations.Nullable;

/**
 * A secret to create, in the terms of {@code AWS::SecretsManager::Secret}.
 *
 * @param value what it holds at first: {@code SecretString} as it stands, or made by {@code GenerateSecretString}
 */
public record SecretDefinition(String name, Value value) {

    /** How a secret gets its first value. */
    public sealed interface Value {}

    public record Given(String secretString) implements Value {}

    /**
     * A random password, alone or as one more member of a JSON object; the defaults of CloudFormation apply where
     * {@link #DEFAULT} is derived from.
     *
     * @param template a JSON object, or null for the password alone ({@code SecretStringTemplate})
     * @param key the member that takes the password; goes with {@code template} ({@code GenerateStringKey})
     * @param length 1 to 4096 characters ({@code PasswordLength})
     */
    public record Generated(
            @Nullable String template,
            @Nullable String key,
            int length,
            String excludeCharacters,
            boolean excludeLowercase,
            boolean excludeUppercase,
            boolean excludeNumbers,
            boolean excludePunctuation,
            boolean includeSpace,
            boolean requireEachIncludedType)
            implements Value {
        public static final Generated DEFAULT =
                new Generated(null, null, 32, "", false, false, false, false, false, true);
    }
}
