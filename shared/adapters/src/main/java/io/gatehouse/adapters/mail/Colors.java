package io.gatehouse.adapters.mail;

import io.gatehouse.adapters.config.Color;
import io.gatehouse.adapters.config.MailSettings;

/**
 * The colours of a mail as CSS writes them: a team's own, and those that stay legible on them, by the contrast that
 * WCAG 2.2 asks of text. In dark mode the accent stays as it is, on surfaces of the layout's own.
 *
 * @param onAccent a button's text
 * @param edge a button's edge
 * @param darkEdge the same in dark mode
 * @param onBackground what stands below the card
 */
public record Colors(
        String accent, String onAccent, String edge, String darkEdge, String background, String onBackground) {
    private static final Color WHITE = Color.parse("#ffffff");
    private static final Color BLACK = Color.parse("#000000");
    private static final Color CARD = WHITE;
    private static final Color DARK_CARD = Color.parse("#1b2027");
    private static final Color MUTED = Color.parse("#5b6673");
    private static final double LEGIBLE = 4.5;
    private static final double VISIBLE = 1.5;

    static Colors of(MailSettings settings) {
        var accent = settings.accentColor();
        var background = settings.backgroundColor();
        return new Colors(
                accent.css(),
                on(accent, WHITE).css(),
                edge(accent, CARD).css(),
                edge(accent, DARK_CARD).css(),
                background.css(),
                on(background, MUTED).css());
    }

    /** A button in the colour of the card shows by an edge in the colour of its text. */
    private static Color edge(Color accent, Color card) {
        return accent.contrast(card) < VISIBLE ? on(accent, WHITE) : accent;
    }

    /** The colour that is wanted for text; black or white where it would not be legible. */
    private static Color on(Color surface, Color wanted) {
        if (wanted.contrast(surface) >= LEGIBLE) {
            return wanted;
        }
        return BLACK.contrast(surface) > WHITE.contrast(surface) ? BLACK : WHITE;
    }
}
