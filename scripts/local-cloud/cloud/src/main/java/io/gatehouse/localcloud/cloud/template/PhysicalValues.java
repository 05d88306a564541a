package io.gatehouse.localcloud.cloud.template;

import io.gatehouse.localcloud.services.LocalCloudException;

/** What the resources are in the running cloud: their names, addresses and ports. */
@FunctionalInterface
public interface PhysicalValues {
    /** The name under which {@link #of} is asked for what {@code !Ref} gives. */
    String REF = "Ref";

    /**
     * The value of {@code !GetAtt resource.attribute}, or of {@code !Ref resource}; asked for only when a property that
     * needs it is read.
     *
     * @throws LocalCloudException if the resource has no such attribute
     */
    String of(Resource resource, String attribute);
}
