package io.gatehouse.localcloud.cloud.template;

/**
 * The template, or a parameter given for it, is wrong or not supported; the message is one line that names the place.
 */
public final class TemplateException extends RuntimeException {
    public TemplateException(String message) {
        super(message);
    }
}
