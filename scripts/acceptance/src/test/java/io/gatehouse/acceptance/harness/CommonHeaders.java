package io.gatehouse.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** The headers that every answer of a function carries, errors too. */
final class CommonHeaders {
    private static final long A_YEAR = 365 * 24 * 60 * 60;
    private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d+).*");

    private CommonHeaders() {}

    static void check(Answer answer) {
        assertThat(answer.header("x-request-id"))
                .as("x-request-id of %s", answer)
                .isNotBlank();
        is(answer, "x-content-type-options", "nosniff");
        is(answer, "referrer-policy", "no-referrer");
        is(answer, "content-security-policy", "default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.headers().allValues("cache-control"))
                .as("cache-control of %s", answer)
                .hasSize(1);
        assertThat(answer.headers().allValues("vary")).as("vary of %s", answer).hasSizeLessThanOrEqualTo(1);
        if (answer.status() == 401) {
            assertThat(answer.header("www-authenticate"))
                    .as("challenge of %s", answer)
                    .startsWith("Bearer realm=");
        }
        var transport = MAX_AGE.matcher(answer.header("strict-transport-security"));
        assertThat(transport.matches())
                .as("strict-transport-security of %s", answer)
                .isTrue();
        assertThat(Long.parseLong(transport.group(1))).isGreaterThanOrEqualTo(A_YEAR);
    }

    private static void is(Answer answer, String header, String value) {
        assertThat(answer.headers().allValues(header))
                .as("%s of %s", header, answer)
                .containsExactly(value);
    }
}
