package io.gatehouse.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.domain.errors.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemPageTest {

    @ParameterizedTest
    @EnumSource
    void pageIsPlainHtml(Reason reason) {
        assertThat(ProblemPage.html(reason))
                .startsWith("<!doctype html>")
                .contains("<code>" + reason.code() + "</code>", "status " + Problem.status(reason.kind()))
                .doesNotContainIgnoringCase("<script", "<style", "<link", "style=", "<img", "href");
    }

    @Test
    void pageExplainsTheProblem() {
        assertThat(ProblemPage.html(Reason.BODY_TOO_LARGE))
                .contains(
                        "<title>The body is too large</title>",
                        "<h1>The body is too large</h1>",
                        "<p>The body has more than 16 KiB.</p>",
                        "<p>Send less.</p>");
    }
}
