package io.gatehouse.domain.registration;

/** What a registration tells about an address that has an account. */
public enum SignUpMode {
    /** That it is taken. */
    IMMEDIATE,
    /** Nothing: the address must be verified before there is an account. */
    VERIFIED
}
