package io.gatehouse.localcloud.cloud.template;

/** What the resources are in the running cloud: their names, addresses and ports. */
@FunctionalInterface
public interface PhysicalValues {
    /** The name under which {@link #of} is asked for what {@code !Ref} gives. */
    String REF = "Ref";

    /** The value of {@code !GetAtt} or {@code !Ref}; asked for when a property that needs it is read. */
    String of(Resource resource, String attribute);
}
