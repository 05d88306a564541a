package io.gatehouse.operations;

import static io.gatehouse.web.testing.Gateway.answer;
import static io.gatehouse.web.testing.Gateway.code;
import static io.gatehouse.web.testing.Gateway.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.gatehouse.web.testing.Gateway;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class SecurityTxtFunctionTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T21:05:27.123Z"));

    @Test
    void namesContactExpiryAndItsOwnAddress() {
        var answer = securityTxt("mailto:security@example.com");

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaders()).containsEntry("Content-Type", "text/plain; charset=utf-8");
        assertThat(answer.getBody()).isEqualTo("""
                Contact: mailto:security@example.com
                Expires: 2027-05-22T21:05:27Z
                Canonical: https://api.example.com/.well-known/security.txt
                """);
    }

    @Test
    void isNotFoundWithoutAContact() {
        assertThat(code(securityTxt(""))).isEqualTo("not_found");
        assertThat(code(answer(event("security-txt"), new SecurityTxtFunction())))
                .as("the parameter's default")
                .isEqualTo("not_found");
    }

    private static APIGatewayV2HTTPResponse securityTxt(String contact) {
        return answer(event("security-txt"), new SecurityTxtFunction(Gateway.ISSUER, contact, CLOCK));
    }
}
