package io.gatehouse.localcloud.services.aws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gatehouse.localcloud.services.JsonCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.commons.io.function.Uncheck;

/** The secrets of the local cloud, kept in one file that only its owner can read. Safe for use by many threads. */
public final class Secrets {
    private final Path file;
    private final Map<String, Secret> byName = new LinkedHashMap<>();

    private Secrets(Path file) {
        this.file = file;
    }

    /** Opens the secrets that {@code file} holds; without the file there are none. */
    public static Secrets open(Path file) {
        var secrets = new Secrets(file);
        Uncheck.run(() -> Files.createDirectories(file.toAbsolutePath().getParent()));
        if (Files.exists(file)) {
            secrets.byName.putAll(JsonCodec.read(file, new TypeReference<Map<String, Secret>>() {}));
        }
        return secrets;
    }

    /** Creates a secret unless there is one of that name, which then keeps its value. */
    public synchronized String create(String name, Supplier<String> secretString) {
        var present = byName.get(name);
        if (present != null) {
            return present.arn();
        }
        // AWS puts six letters and digits behind a secret's name.
        var suffix = JsonCodec.object().put("PasswordLength", 6).put("ExcludePunctuation", true);
        var arn = AwsAccount.arn("secretsmanager", "secret:" + name + "-" + SecretGenerator.secretString(suffix));
        var secret = new Secret(arn, name, Secret.now(), Map.of())
                .put(UUID.randomUUID().toString(), secretString.get(), List.of(Secret.CURRENT));
        save(secret);
        return arn;
    }

    synchronized Secret get(String id) {
        return byName.values().stream()
                .filter(secret -> secret.name().equals(id) || secret.arn().equals(id))
                .findFirst()
                .orElseThrow(() -> AwsError.notFound("Secrets Manager can't find the specified secret."));
    }

    synchronized Secret update(String id, UnaryOperator<Secret> change) {
        return save(change.apply(get(id)).pruned());
    }

    private Secret save(Secret secret) {
        byName.put(secret.name(), secret);
        JsonCodec.write(file, byName);
        return secret;
    }
}
