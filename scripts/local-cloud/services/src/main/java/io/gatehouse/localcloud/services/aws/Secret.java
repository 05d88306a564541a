package io.gatehouse.localcloud.services.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A secret with its versions. A staging label is on one version; a version without one is deleted. Immutable. */
record Secret(String arn, String name, double created, Map<String, Version> versions) {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    record Version(String secretString, double created, List<String> stages) {
        Version with(String stage) {
            var more = new ArrayList<>(stages);
            more.add(stage);
            return new Version(secretString, created, List.copyOf(more));
        }

        Version without(String stage) {
            return new Version(
                    secretString,
                    created,
                    stages.stream().filter(other -> !other.equals(stage)).toList());
        }
    }

    static double now() {
        return Instant.now().toEpochMilli() / 1000.0;
    }

    Optional<String> versionAt(String stage) {
        return versions.entrySet().stream()
                .filter(version -> version.getValue().stages().contains(stage))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Adds a version, or gives back the same secret if it has that very version. */
    Secret put(String versionId, String secretString, List<String> stages) {
        var present = versions.get(versionId);
        if (present != null) {
            if (present.secretString().equals(secretString)) {
                return this;
            }
            throw new AwsError(
                    400,
                    "ResourceExistsException",
                    "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s."
                            .formatted(versionId, arn));
        }
        var more = new LinkedHashMap<>(versions);
        more.put(versionId, new Version(secretString, now(), List.of()));
        var secret = new Secret(arn, name, created, more);
        for (var stage : stages) {
            secret = secret.move(stage, versionId);
        }
        return secret;
    }

    /** Puts a label on a version, or on none; {@code AWSPREVIOUS} follows where {@code AWSCURRENT} leaves. */
    Secret move(String stage, @Nullable String versionId) {
        var before = versionAt(stage).orElse(null);
        if (versionId != null && versionId.equals(before)) {
            return this;
        }
        var moved = label(stage, versionId);
        return stage.equals(CURRENT) && before != null ? moved.label(PREVIOUS, before) : moved;
    }

    private Secret label(String stage, @Nullable String versionId) {
        var labelled = new LinkedHashMap<String, Version>();
        versions.forEach((id, version) -> {
            var bare = version.without(stage);
            labelled.put(id, id.equals(versionId) ? bare.with(stage) : bare);
        });
        return new Secret(arn, name, created, labelled);
    }

    /** Without the versions that carry no label. */
    Secret pruned() {
        var kept = versions.entrySet().stream()
                .filter(version -> !version.getValue().stages().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, LinkedHashMap::new));
        return new Secret(arn, name, created, kept);
    }
}
