package io.gatehouse.domain.proof;

import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.session.Visitor;
import org.jspecify.annotations.Nullable;

/** What a request brings to prove that its sender owns an account. */
public record Evidence(Visitor visitor, @Nullable Password password) {}
