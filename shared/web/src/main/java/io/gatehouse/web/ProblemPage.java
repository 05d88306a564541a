package io.gatehouse.web;

import io.gatehouse.domain.errors.Reason;

/** What a problem means and what to do about it, as plain HTML. */
public final class ProblemPage {
    private ProblemPage() {}

    public static String html(Reason reason) {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%2$s</title></head>
                <body>
                <h1>%2$s</h1>
                <p>Code <code>%1$s</code>, status %3$s.</p>
                <p>%4$s</p>
                <p>%5$s</p>
                </body>
                </html>
                """.formatted(
                        reason.code(),
                        escaped(reason.title()),
                        Problem.status(reason.kind()),
                        escaped(reason.explanation()),
                        escaped(reason.advice()));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
