package io.gatehouse.acceptance.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.acceptance.harness.Checkout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Those resources of {@code template.yaml} that LocalStack has, deployed by its CloudFormation. */
final class DeployedStack {
    private static final List<String> TYPES =
            List.of("AWS::SQS::Queue", "AWS::SecretsManager::Secret", "AWS::IAM::Role", "AWS::IAM::ManagedPolicy");
    private static final Pattern SECTION = Pattern.compile("(?ms)^(\\w+):.*?(?=^\\w|\\z)");
    private static final Pattern RESOURCE = Pattern.compile("(?ms)^  (\\w+):\n    Type: (\\S+)\n.*?(?=^  \\S|\\z)");
    private static final Pattern PHYSICAL_ID = Pattern.compile(
            "(?s)<LogicalResourceId>(\\w+)</LogicalResourceId>.*?<PhysicalResourceId>([^<]+)</PhysicalResourceId>");

    private final String name = "gatehouse-" + UUID.randomUUID();
    private final Map<String, String> physicalIds;

    private DeployedStack() {
        LocalStack.query(
                "cloudformation",
                "CreateStack",
                Map.of(
                        "StackName", name,
                        "TemplateBody", template(),
                        "Capabilities.member.1", "CAPABILITY_IAM",
                        "Parameters.member.1.ParameterKey", "MailFrom",
                        "Parameters.member.1.ParameterValue", "no-reply@gatehouse.example",
                        "Parameters.member.2.ParameterKey", "Issuer",
                        "Parameters.member.2.ParameterValue", "http://localhost:3000",
                        "Parameters.member.3.ParameterKey", "AppUrl",
                        "Parameters.member.3.ParameterValue", "http://localhost:3001"));
        await().atMost(Duration.ofSeconds(60)).until(() -> !status().contains("IN_PROGRESS"));
        assertThat(status()).contains("<StackStatus>CREATE_COMPLETE<");
        physicalIds = PHYSICAL_ID
                .matcher(ask("DescribeStackResources"))
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    }

    static DeployedStack create() {
        return new DeployedStack();
    }

    private String status() {
        return ask("DescribeStacks");
    }

    private String ask(String action) {
        return LocalStack.query("cloudformation", action, Map.of("StackName", name));
    }

    /** The template's text without what LocalStack has not; the one reference to that gets any value. */
    static String template() {
        var sections = SECTION.matcher(Checkout.text("template.yaml"))
                .results()
                .collect(Collectors.toMap(match -> match.group(1), MatchResult::group));
        var resources = RESOURCE.matcher(sections.get("Resources"))
                .results()
                .filter(resource -> TYPES.contains(resource.group(2)))
                .map(MatchResult::group)
                .collect(Collectors.joining());
        return sections.get("AWSTemplateFormatVersion") + sections.get("Parameters") + sections.get("Conditions")
                + "Resources:\n" + resources.replace("${Database.DBClusterResourceId}", "cluster");
    }

    /** A queue's URL, a secret's ARN, a role's name. */
    String physicalId(String logicalId) {
        return physicalIds.get(logicalId);
    }
}
