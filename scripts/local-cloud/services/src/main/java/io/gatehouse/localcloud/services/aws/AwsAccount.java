package io.gatehouse.localcloud.services.aws;

/** The account and the region that the local cloud says it runs in. */
public final class AwsAccount {
    public static final String ID = "000000000000";
    public static final String REGION = "us-east-1";

    private AwsAccount() {}

    /** An Amazon resource name, for instance {@code arn:aws:sqs:us-east-1:000000000000:mails}. */
    public static String arn(String service, String resource) {
        return "arn:aws:%s:%s:%s:%s".formatted(service, REGION, ID, resource);
    }
}
