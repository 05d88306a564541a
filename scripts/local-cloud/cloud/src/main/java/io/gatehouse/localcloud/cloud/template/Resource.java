package io.gatehouse.localcloud.cloud.template;

import java.util.List;

/** A resource whose condition holds; its properties have the template's globals merged in. */
public record Resource(String id, String type, Properties properties, List<String> dependsOn) {
    public static final String FUNCTION = "AWS::Serverless::Function";
    public static final String HTTP_API = "AWS::Serverless::HttpApi";
    public static final String QUEUE = "AWS::SQS::Queue";
    public static final String SECRET = "AWS::SecretsManager::Secret";
    public static final String DATABASE = "AWS::RDS::DBCluster";
    public static final String CACHE = "AWS::ElastiCache::ServerlessCache";

    /** Whether a function of the template makes it. */
    public boolean isCustom() {
        return type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource");
    }
}
