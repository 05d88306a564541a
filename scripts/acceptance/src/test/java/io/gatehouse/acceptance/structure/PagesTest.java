package io.gatehouse.acceptance.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.domain.mail.MailLink.Purpose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages that mails link to in the local cloud. */
class PagesTest {

    @ParameterizedTest
    @EnumSource
    void everyLinkOfAMailHasAPageThatRunsUnderAStrictPolicy(Purpose purpose) {
        var page = Checkout.text("scripts/pages" + purpose.page() + ".html");

        assertThat(page)
                .contains("<form data-path=\"/api/", "<script type=\"module\" src=\"/page.js\"></script>")
                .doesNotContainPattern("\\son\\w+=|\\sstyle=|<style|<script>|https?://");
    }
}
