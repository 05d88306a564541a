package io.gatehouse.adapters.mail;

/**
 * A mail as its reader gets it.
 *
 * @param subject one line
 * @param text the plain text part
 * @param html the HTML part, a whole document
 */
record RenderedMail(String subject, String text, String html) {}
