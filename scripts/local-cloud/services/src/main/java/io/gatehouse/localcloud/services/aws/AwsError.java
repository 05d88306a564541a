package io.gatehouse.localcloud.services.aws;

/** An error as an AWS service answers it. */
final class AwsError extends RuntimeException {
    private final int status;
    private final String code;

    AwsError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static AwsError notFound(String message) {
        return new AwsError(400, "ResourceNotFoundException", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
