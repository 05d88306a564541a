package io.gatehouse.localcloud.services.aws;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The secrets of the local cloud, kept in one file that only its owner can read. Safe for use by many threads. */
public final class Secrets {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Map<String, Secret> byName = new LinkedHashMap<>();

    private Secrets(Path file) {
        this.file = file;
    }

    /** Opens the secrets that {@code file} holds; without the file there are none. */
    public static Secrets open(Path file) {
        var secrets = new Secrets(file);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file)) {
                secrets.byName.putAll(JSON.readValue(file.toFile(), new TypeReference<Map<String, Secret>>() {}));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secrets;
    }

    /**
     * Creates a secret unless there is one of that name: what a secret came to hold outlives a change of its
     * definition.
     *
     * @return its ARN
     */
    public synchronized String create(SecretDefinition definition) {
        var present = byName.get(definition.name());
        if (present != null) {
            return present.arn();
        }
        var value = switch (definition.value()) {
            case SecretDefinition.Given given -> given.secretString();
            case SecretDefinition.Generated generated -> new SecretGenerator().secretString(generated);
        };
        var suffix = new SecretGenerator().secretString(SUFFIX);
        var arn = Account.arn("secretsmanager", "secret:" + definition.name() + "-" + suffix);
        var secret = new Secret(arn, definition.name(), Secret.now(), Map.of())
                .put(UUID.randomUUID().toString(), value, List.of(Secret.CURRENT));
        byName.put(definition.name(), secret);
        save();
        return arn;
    }

    /** Six letters and digits, which AWS puts behind a secret's name. */
    private static final SecretDefinition.Generated SUFFIX =
            new SecretDefinition.Generated(null, null, 6, "", false, false, false, true, false, false);

    /** @param id name or ARN */
    synchronized Secret get(String id) {
        return byName.values().stream()
                .filter(secret -> secret.name().equals(id) || secret.arn().equals(id))
                .findFirst()
                .orElseThrow(() -> new AwsError(
                        400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret."));
    }

    synchronized Secret update(String id, UnaryOperator<Secret> change) {
        var secret = change.apply(get(id)).pruned();
        byName.put(secret.name(), secret);
        save();
        return secret;
    }

    private void save() {
        var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, ownerOnly);
            Files.write(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(byName));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
