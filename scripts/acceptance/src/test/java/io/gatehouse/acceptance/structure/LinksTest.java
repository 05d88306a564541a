package io.gatehouse.acceptance.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between the pages of the documentation. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)#?([^)\\s]*)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final List<String> FOLDERS = List.of("", "docs", "docs/adr", "scripts/local-cloud");

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileAndAHeadingInIt(String page) {
        var here = Checkout.ROOT.resolve(page);

        assertThat(LINK.matcher(Checkout.text(page)).results()).allSatisfy(link -> {
            var target = link.group(1).isEmpty() ? here : here.resolveSibling(link.group(1));
            assertThat(target).exists();
            if (!link.group(2).isEmpty()) {
                assertThat(headings(target)).contains(link.group(2));
            }
        });
    }

    static List<String> pages() throws IOException {
        var pages = new ArrayList<String>();
        for (var folder : FOLDERS) {
            try (var files = Files.newDirectoryStream(Checkout.ROOT.resolve(folder), "*.md")) {
                files.forEach(file -> pages.add(Checkout.ROOT.relativize(file).toString()));
            }
        }
        return pages;
    }

    /** The anchors of a page's headings, as GitHub makes them. */
    private static Stream<String> headings(Path page) {
        return HEADING.matcher(Checkout.text(page.toString()))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'));
    }
}
