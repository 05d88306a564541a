package io.gatehouse.localcloud.services.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.localcloud.services.JsonCodec;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The actions of Secrets Manager that a function reads and rotates its keys with, over AWS JSON 1.1. */
record SecretsManager(Secrets secrets) implements HttpService {
    private static final HeaderName TARGET = HeaderNames.create("X-Amz-Target");

    @Override
    public void routing(HttpRules rules) {
        rules.post("/", this::act);
    }

    private void act(ServerRequest request, ServerResponse response) {
        var target = request.headers().first(TARGET).orElse("");
        var parameters = AwsServer.body(request);
        var answer = switch (target) {
            case "secretsmanager.GetSecretValue" -> getSecretValue(parameters);
            case "secretsmanager.PutSecretValue" -> putSecretValue(parameters);
            case "secretsmanager.UpdateSecretVersionStage" -> updateSecretVersionStage(parameters);
            case "secretsmanager.DescribeSecret" -> describeSecret(parameters);
            default -> throw new AwsError(400, "UnknownOperationException", "The local cloud does not know " + target);
        };
        AwsServer.send(response, answer);
    }

    private ObjectNode getSecretValue(JsonNode parameters) {
        var secret = secrets.get(required(parameters, "SecretId"));
        var id = text(parameters, "VersionId");
        var stage = parameters.path("VersionStage").asText(id == null ? Secret.CURRENT : null);
        var versionId = id != null ? id : secret.versionAt(stage).orElse("");
        var version = secret.versions().get(versionId);
        if (version == null || (stage != null && !version.stages().contains(stage))) {
            throw noValue(id != null ? "VersionId: " + id : "staging label: " + stage);
        }
        var answer = identify(secret).put("VersionId", versionId).put("SecretString", version.secretString());
        answer.put("CreatedDate", version.created());
        version.stages().forEach(answer.putArray("VersionStages")::add);
        return answer;
    }

    private ObjectNode putSecretValue(JsonNode parameters) {
        var token = text(parameters, "ClientRequestToken");
        var versionId = token == null ? UUID.randomUUID().toString() : token;
        var value = required(parameters, "SecretString");
        var stages = parameters.has("VersionStages")
                ? parameters
                        .get("VersionStages")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList()
                : List.of(Secret.CURRENT);
        var secret = secrets.update(required(parameters, "SecretId"), before -> before.put(versionId, value, stages));
        var answer = identify(secret).put("VersionId", versionId);
        stages.forEach(answer.putArray("VersionStages")::add);
        return answer;
    }

    private ObjectNode updateSecretVersionStage(JsonNode parameters) {
        var stage = required(parameters, "VersionStage");
        var from = text(parameters, "RemoveFromVersionId");
        var to = text(parameters, "MoveToVersionId");
        return identify(secrets.update(required(parameters, "SecretId"), secret -> {
            checkMove(secret, stage, from, to);
            return secret.move(stage, to);
        }));
    }

    /** A label is only taken from a version that the caller names, so that of two callers one fails. */
    private static void checkMove(Secret secret, String stage, @Nullable String from, @Nullable String to) {
        var holder = secret.versionAt(stage).orElse(null);
        if (to != null && !secret.versions().containsKey(to)) {
            throw noValue("VersionId: " + to);
        }
        if (holder != null && !holder.equals(from) && !holder.equals(to)) {
            throw invalid("Staging label %s is attached to version %s: name that version in RemoveFromVersionId."
                    .formatted(stage, holder));
        }
        if (from != null && !from.equals(holder)) {
            throw invalid("Staging label %s is not attached to version %s.".formatted(stage, from));
        }
    }

    private ObjectNode describeSecret(JsonNode parameters) {
        var secret = secrets.get(required(parameters, "SecretId"));
        var answer = identify(secret).put("CreatedDate", secret.created());
        var stages = answer.putObject("VersionIdsToStages");
        secret.versions().forEach((id, version) -> version.stages().forEach(stages.withArray("/" + id)::add));
        return answer;
    }

    private static ObjectNode identify(Secret secret) {
        return JsonCodec.object().put("ARN", secret.arn()).put("Name", secret.name());
    }

    private static String required(JsonNode parameters, String name) {
        var value = text(parameters, name);
        if (value == null) {
            throw invalid("The parameter %s is missing.".formatted(name));
        }
        return value;
    }

    private static @Nullable String text(JsonNode parameters, String name) {
        var node = parameters.path(name);
        return node.isTextual() ? node.asText() : null;
    }

    private static AwsError noValue(String of) {
        return AwsError.notFound("Secrets Manager can't find the specified secret value for %s.".formatted(of));
    }

    private static AwsError invalid(String message) {
        return new AwsError(400, "InvalidParameterException", message);
    }
}
