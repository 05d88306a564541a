package io.gatehouse.localcloud.cloud.template;

import io.gatehouse.localcloud.services.LocalCloudException;

/** An intrinsic function that cannot be worked out; who knows its place makes a {@link LocalCloudException} of it. */
@SuppressWarnings("serial")
final class MalformedCall extends Exception {
    MalformedCall(String what) {
        super(what, null, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
