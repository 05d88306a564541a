package io.gatehouse.localcloud.cloud.deployment;

import io.gatehouse.localcloud.cloud.template.Properties;
import io.gatehouse.localcloud.cloud.template.Resource;
import io.gatehouse.localcloud.cloud.template.Stack;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The types and properties that a template may have here. Anything else is refused: passed over in silence, what is
 * misspelt would only be missed much later.
 */
final class Vocabulary {
    /** Those that are served, and beside them those of the same services that nothing has to be done for. */
    private static final Set<String> TYPES = Set.of(
            Resource.FUNCTION,
            Resource.HTTP_API,
            Resource.QUEUE,
            Resource.SECRET,
            Resource.DATABASE,
            Resource.CACHE,
            "AWS::ElastiCache::User",
            "AWS::ElastiCache::UserGroup",
            "AWS::RDS::DBClusterParameterGroup",
            "AWS::RDS::DBInstance",
            "AWS::RDS::DBParameterGroup",
            "AWS::RDS::DBSubnetGroup",
            "AWS::SecretsManager::ResourcePolicy",
            "AWS::SecretsManager::RotationSchedule",
            "AWS::SecretsManager::SecretTargetAttachment",
            "AWS::SQS::QueuePolicy");

    /** Services around the functions, without which these run as well. */
    private static final Set<String> SERVICES_AROUND = Set.of(
            "ApiGatewayV2",
            "ApplicationAutoScaling",
            "Backup",
            "Budgets",
            "CertificateManager",
            "CloudFront",
            "CloudWatch",
            "CodeDeploy",
            "EC2",
            "Events",
            "IAM",
            "KMS",
            "Lambda",
            "Logs",
            "Route53",
            "SES",
            "SNS",
            "SSM",
            "Scheduler",
            "WAFv2",
            "XRay");

    private static final List<String> FUNCTION = List.of(
            "Architectures",
            "AssumeRolePolicyDocument",
            "AutoPublishAlias",
            "AutoPublishAliasAllProperties",
            "AutoPublishCodeSha256",
            "CapacityProviderConfig",
            "CodeSigningConfigArn",
            "CodeUri",
            "DeadLetterQueue",
            "DeploymentPreference",
            "Description",
            "DurableConfig",
            "Environment",
            "EphemeralStorage",
            "EventInvokeConfig",
            "Events",
            "FileSystemConfigs",
            "FunctionName",
            "FunctionScalingConfig",
            "FunctionUrlConfig",
            "Handler",
            "ImageConfig",
            "ImageUri",
            "InlineCode",
            "KmsKeyArn",
            "Layers",
            "LoggingConfig",
            "MemorySize",
            "PackageType",
            "PermissionsBoundary",
            "Policies",
            "PropagateTags",
            "ProvisionedConcurrencyConfig",
            "PublishToLatestPublished",
            "RecursiveLoop",
            "ReservedConcurrentExecutions",
            "Role",
            "RolePath",
            "Runtime",
            "RuntimeManagementConfig",
            "SnapStart",
            "SourceKMSKeyArn",
            "Tags",
            "TenancyConfig",
            "Timeout",
            "Tracing",
            "VersionDeletionPolicy",
            "VersionDescription",
            "VpcConfig");

    /** By the type of the event, in SAM's words. */
    private static final Map<String, List<String>> EVENTS = Map.of(
            "HttpApi",
            List.of("ApiId", "Auth", "Method", "Path", "PayloadFormatVersion", "RouteSettings", "TimeoutInMillis"),
            "SQS",
            List.of(
                    "BatchSize",
                    "Enabled",
                    "FilterCriteria",
                    "FunctionResponseTypes",
                    "KmsKeyArn",
                    "LoggingConfig",
                    "MaximumBatchingWindowInSeconds",
                    "MetricsConfig",
                    "ProvisionedPollerConfig",
                    "Queue",
                    "ScalingConfig"),
            "Schedule",
            List.of(
                    "DeadLetterConfig",
                    "Description",
                    "Enabled",
                    "Input",
                    "Name",
                    "RetryPolicy",
                    "RoleArn",
                    "Schedule",
                    "State"),
            "ScheduleV2",
            List.of(
                    "DeadLetterConfig",
                    "Description",
                    "EndDate",
                    "FlexibleTimeWindow",
                    "GroupName",
                    "Input",
                    "KmsKeyArn",
                    "Name",
                    "OmitName",
                    "PermissionsBoundary",
                    "RetryPolicy",
                    "RoleArn",
                    "ScheduleExpression",
                    "ScheduleExpressionTimezone",
                    "StartDate",
                    "State"));

    private Vocabulary() {}

    /** @throws io.gatehouse.localcloud.cloud.template.TemplateException at the first word that is not known */
    static void check(Stack stack) {
        stack.resources().forEach(Vocabulary::checkType);
        stack.resources(Resource.FUNCTION).forEach(function -> {
            checkNames(function.properties(), FUNCTION, "a function");
            Events.of(function).forEach(Vocabulary::checkEvent);
        });
    }

    private static void checkType(Resource resource) {
        var parts = List.of(resource.type().split("::", -1));
        var isAround = parts.size() == 3 && parts.getFirst().equals("AWS") && SERVICES_AROUND.contains(parts.get(1));
        if (!resource.isCustom() && !isAround && !TYPES.contains(resource.type())) {
            throw resource.properties().wrong("Type", """
                    is %s, which the local cloud does not know: correct it, or give the resource a Condition that does \
                    not hold here""".formatted(resource.type()));
        }
    }

    private static void checkEvent(Events.Event event) {
        var names = EVENTS.get(event.type());
        if (names == null) {
            throw event.function()
                    .properties()
                    .wrong(
                            "Events.%s.Type".formatted(event.name()),
                            "is %s; the local cloud knows the events %s"
                                    .formatted(event.type(), String.join(", ", new TreeSet<>(EVENTS.keySet()))));
        }
        checkNames(
                event.properties(),
                names,
                "an event %s, which has %s".formatted(event.type(), String.join(", ", names)));
    }

    private static void checkNames(Properties properties, List<String> known, String owner) {
        properties.names().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw properties.wrong(name, "is no property of " + owner);
                });
    }
}
