package io.gatehouse.localcloud.cloud.deployment;

/** The local cloud cannot start or serve; the message says in one line what is wrong and what to do. */
public final class CloudException extends RuntimeException {
    public CloudException(String message) {
        super(message);
    }
}
