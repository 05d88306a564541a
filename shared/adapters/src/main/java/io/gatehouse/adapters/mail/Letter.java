package io.gatehouse.adapters.mail;

import java.util.Map;

/**
 * What the templates read.
 *
 * @param appUrl where the product is, without a slash at the end: a template appends the path of a page
 */
public record Letter(Language language, String appUrl, Map<String, String> variables) {

    /** @throws IllegalArgumentException when the mail has no variable of this name */
    public String variable(String name) {
        var value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The mail has no variable " + name);
        }
        return value;
    }
}
