package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.template.Properties;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.services.aws.SecretDefinition;
import io.gatehouse.localcloud.services.aws.SecretDefinition.Generated;
import io.gatehouse.localcloud.services.aws.SecretDefinition.Given;
import io.gatehouse.localcloud.services.aws.SecretDefinition.Value;

/** Reads {@code AWS::SecretsManager::Secret}. */
final class SecretDefinitions {
    private SecretDefinitions() {}

    /** Named by its {@code Name}, or by the stack's name and the logical id. */
    static SecretDefinition of(String stackName, Resource secret) {
        var properties = secret.properties();
        var name = properties.text("Name").orElseGet(() -> stackName + "-" + secret.id());
        return new SecretDefinition(name, value(properties));
    }

    private static Value value(Properties secret) {
        var generate = secret.nested("GenerateSecretString");
        if (generate.names().isEmpty()) {
            return new Given(secret.text("SecretString").orElse(""));
        }
        var otherwise = Generated.DEFAULT;
        return new Generated(
                generate.text("SecretStringTemplate").orElse(null),
                generate.text("GenerateStringKey").orElse(null),
                generate.number("PasswordLength", otherwise.length()),
                generate.text("ExcludeCharacters").orElse(otherwise.excludeCharacters()),
                generate.truth("ExcludeLowercase", otherwise.excludeLowercase()),
                generate.truth("ExcludeUppercase", otherwise.excludeUppercase()),
                generate.truth("ExcludeNumbers", otherwise.excludeNumbers()),
                generate.truth("ExcludePunctuation", otherwise.excludePunctuation()),
                generate.truth("IncludeSpace", otherwise.includeSpace()),
                generate.truth("RequireEachIncludedType", otherwise.requireEachIncludedType()));
    }
}
