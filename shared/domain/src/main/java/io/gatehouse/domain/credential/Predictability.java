package io.gatehouse.domain.credential;

/** Shapes that make a long text easy to guess. Texts are in lower case. */
final class Predictability {
    /** One jump in this many characters is still a run: {@code qwertyuiop} goes on with {@code asdfghjkl}. */
    private static final int CHARACTERS_PER_JUMP = 5;

    private static final String ROWS = "qwertyuiop asdfghjkl zxcvbnm 1234567890";

    private Predictability() {}

    /**
     * Whether the text repeats fewer than {@code tooShort} code points: a short password is no better when it is
     * repeated.
     */
    static boolean repeats(String text, int tooShort) {
        for (var unit = 1; 2 * unit <= text.length(); unit++) {
            if (text.codePointCount(0, unit) < tooShort && text.regionMatches(unit, text, 0, text.length() - unit)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nearly every character is the last one's neighbour, in the alphabet or on the keyboard. */
    static boolean runs(String text) {
        var jumps = 0;
        for (var i = 1; i < text.length(); i++) {
            if (!neighbours(text.charAt(i - 1), text.charAt(i))) {
                jumps++;
            }
        }
        return jumps * CHARACTERS_PER_JUMP <= text.length();
    }

    private static boolean neighbours(char one, char other) {
        return Math.abs(one - other) <= 1 || ROWS.contains("" + one + other) || ROWS.contains("" + other + one);
    }
}
