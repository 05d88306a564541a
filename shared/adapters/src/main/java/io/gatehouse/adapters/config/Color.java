package io.gatehouse.adapters.config;

import static java.util.HexFormat.fromHexDigits;

import java.util.Locale;
import java.util.regex.Pattern;

/** A colour of sRGB. */
public record Color(int red, int green, int blue) {
    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");

    /** @throws IllegalArgumentException for anything but six hexadecimal digits after a number sign */
    public static Color parse(String text) {
        if (!HEX.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a colour like #2456d6");
        }
        return new Color(fromHexDigits(text, 1, 3), fromHexDigits(text, 3, 5), fromHexDigits(text, 5, 7));
    }

    /** How well one can be told from the other: 1 for equals to 21 for black and white (WCAG 2.2, "contrast ratio"). */
    public double contrast(Color other) {
        var one = luminance() + 0.05;
        var two = other.luminance() + 0.05;
        return Math.max(one, two) / Math.min(one, two);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    /** As CSS writes it. */
    public String css() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }
}
