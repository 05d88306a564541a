package io.gatehouse.adapters.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.adapters.config.Color;
import io.gatehouse.adapters.config.MailSettings;
import io.gatehouse.adapters.config.Sender;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorsTest {

    /** The last two are what other tools say of these pairs. */
    @ParameterizedTest
    @CsvSource({"#000000, #ffffff, 21.0", "#2456d6, #2456d6, 1.0", "#777777, #ffffff, 4.48", "#ff6600, #000000, 7.15"})
    void contrastFollowsWcag(String one, String two, double contrast) {
        assertThat(Color.parse(one).contrast(Color.parse(two))).isEqualTo(contrast, within(0.01));
        assertThat(Color.parse(two).contrast(Color.parse(one))).isEqualTo(contrast, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({
        "#2456d6, #ffffff, #2456d6, #2456d6",
        "#ffcc00, #000000, #ffcc00, #ffcc00",
        "#ffffff, #000000, #000000, #ffffff",
        "#111418, #ffffff, #111418, #ffffff"
    })
    void buttonIsVisibleAndLegibleOnBothCards(String accent, String text, String edge, String darkEdge) {
        var colors = colors(Color.parse(accent), Color.parse("#f3f4f6"));

        assertThat(colors.accent()).isEqualTo(accent);
        assertThat(colors.onAccent()).isEqualTo(text);
        assertThat(colors.edge()).isEqualTo(edge);
        assertThat(colors.darkEdge()).isEqualTo(darkEdge);
    }

    @Test
    void textIsLegibleOnAnyColor() {
        var random = new Random(1);
        for (var i = 0; i < 1_000; i++) {
            var color = new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
            var colors = colors(color, color);
            assertThat(color.contrast(Color.parse(colors.onAccent()))).isGreaterThan(4.5);
            assertThat(color.contrast(Color.parse(colors.onBackground()))).isGreaterThan(4.5);
        }
    }

    private static Colors colors(Color accent, Color background) {
        var from = Sender.parse("no-reply@example.com");
        return Colors.of(new MailSettings(from, "Gatehouse", URI.create("https://x.example"), accent, background));
    }
}
