package io.gatehouse.operations;

import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.web.HttpFunction;
import io.gatehouse.web.Request;
import io.gatehouse.web.Response;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** {@code GET /.well-known/security.txt}: where security researchers report what they find (RFC 9116). */
public final class SecurityTxtFunction extends HttpFunction {
    private static final Duration VALIDITY = Duration.ofDays(180);

    private final URI issuer;
    private final String contact;
    private final InstantSource clock;

    public SecurityTxtFunction() {
        this(Operations.issuer(), Operations.securityContact(), InstantSource.system());
    }

    SecurityTxtFunction(URI issuer, String contact, InstantSource clock) {
        super(issuer);
        this.issuer = issuer;
        this.contact = contact;
        this.clock = clock;
    }

    @Override
    protected Response handle(Request request) {
        if (contact.isEmpty()) {
            throw new Refused(Reason.NOT_FOUND);
        }
        var expires = clock.instant().plus(VALIDITY).truncatedTo(ChronoUnit.SECONDS);
        return Response.text("text/plain; charset=utf-8", """
                Contact: %s
                Expires: %s
                Canonical: %s/.well-known/security.txt
                """.formatted(contact, expires, issuer));
    }
}
