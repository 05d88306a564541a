package io.gatehouse.acceptance.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Contract;
import io.gatehouse.acceptance.harness.Contract.Operation;
import io.gatehouse.domain.mail.MailLink.Purpose;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages that mails link to in the local cloud. */
class PagesTest {
    private static final Pattern PATH = Pattern.compile("<form data-path=\"([^\"]+)\"");
    private static final List<String> ROUTES =
            Contract.operations().stream().map(Operation::routeKey).toList();

    @ParameterizedTest
    @EnumSource
    void everyLinkOfAMailHasAPageThatRunsUnderAStrictPolicy(Purpose purpose) {
        var page = Checkout.text("scripts/pages" + purpose.page() + ".html");

        var posts = PATH.matcher(page).results().map(form -> "POST " + form.group(1));
        assertThat(posts).singleElement().isIn(ROUTES);
        assertThat(page)
                .contains("<script type=\"module\" src=\"/page.js\"></script>")
                .doesNotContainPattern("\\son\\w+=|\\sstyle=|<style|<script>|https?://");
    }
}
