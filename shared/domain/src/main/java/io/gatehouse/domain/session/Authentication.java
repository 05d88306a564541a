package io.gatehouse.domain.session;

import io.gatehouse.domain.credential.Proof;
import java.time.Instant;
import java.util.List;

/**
 * How and when a user signed in.
 *
 * @param methods authentication methods (RFC 8176, section 2), at least one; a token's {@code amr} claim
 * @param at a token's {@code auth_time} claim
 */
public record Authentication(List<String> methods, Instant at) {

    public Authentication {
        methods = List.copyOf(methods);
    }

    public static Authentication by(Proof proof) {
        return new Authentication(List.of(proof.kind().method()), proof.at());
    }
}
