package io.gatehouse.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.domain.basics.Patch;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object, read by name. Errors are collected, so that the client gets all of them at once. An
 * invalid value is read as null, which goes nowhere because {@link #read} throws in the end.
 */
public final class Fields {
    /** Enough to find a mistake. */
    private static final int MAX_UNKNOWN = 50;

    private final ObjectNode object;
    private final String path;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();

    private Fields(ObjectNode object, String path, List<FieldError> errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    /**
     * The object, as the reader reads it.
     *
     * @param reader asks for every permitted field, and only keeps the values
     * @throws Problem with all fields that are missing, unknown, wrongly typed or invalid
     */
    static <T> T read(ObjectNode object, Function<Fields, T> reader) {
        var errors = new ArrayList<FieldError>();
        var result = new Fields(object, "", errors).all(reader);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return result;
    }

    private <T> T all(Function<Fields, T> reader) {
        var result = reader.apply(this);
        object.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .limit(MAX_UNKNOWN)
                .forEach(name -> error(name, "unknown", "This field is unknown."));
        return result;
    }

    /** A required text. The parser throws {@link InvalidValue} for an invalid one. */
    @SuppressWarnings("NullAway") // a null is an error that read() reports
    public <T> T required(String name, Function<String, T> parser) {
        if (!object.has(name)) {
            error(name, "required", "The field is missing.");
        }
        return replacement(name, parser);
    }

    /** A text, or null when it is absent. A JSON {@code null} is the same as no field. */
    public <T> @Nullable T optional(String name, Function<String, T> parser) {
        known.add(name);
        return object.hasNonNull(name) ? text(name, object.get(name), parser) : null;
    }

    /** A text of a merge patch that can be replaced but not removed, or null when it is absent. */
    public <T> @Nullable T replacement(String name, Function<String, T> parser) {
        known.add(name);
        return object.has(name) ? text(name, object.get(name), parser) : null;
    }

    /** What a merge patch says about a text. */
    public <T> Patch<T> patch(String name, Function<String, T> parser) {
        known.add(name);
        var node = object.get(name);
        return node == null || node.isNull()
                ? new Patch<>(node != null, null)
                : new Patch<>(true, text(name, node, parser));
    }

    /** A text under exactly one of two names. */
    @SuppressWarnings("NullAway") // a null is an error that read() reports
    public <T> T exactlyOne(String one, Function<String, T> parser, String other, Function<String, T> otherParser) {
        if (object.hasNonNull(one) && object.hasNonNull(other)) {
            error(other, "conflicting", "Give either " + one + " or " + other + ", not both.");
        } else if (!object.hasNonNull(one) && !object.hasNonNull(other)) {
            error(one, "required", "Give either " + one + " or " + other + ".");
        }
        var value = optional(one, parser);
        var otherValue = optional(other, otherParser);
        return value == null ? otherValue : value;
    }

    /** An object within this one, as the reader reads it; an absent one is read as empty. */
    @SuppressWarnings("NullAway") // a null is an error that read() reports
    public <T> T object(String name, Function<Fields, T> reader) {
        known.add(name);
        var node = object.hasNonNull(name) ? object.get(name) : object.objectNode();
        if (node instanceof ObjectNode inner) {
            return new Fields(inner, path + name + ".", errors).all(reader);
        }
        error(name, "wrong_type", "The field must be an object.");
        return null;
    }

    /** All fields, each a text. */
    public Map<String, String> texts() {
        var texts = new HashMap<String, String>();
        object.fieldNames().forEachRemaining(name -> texts.put(name, required(name, Function.identity())));
        return texts;
    }

    private <T> @Nullable T text(String name, JsonNode node, Function<String, T> parser) {
        if (!node.isTextual()) {
            error(name, "wrong_type", "The field must be a string.");
            return null;
        }
        if (!isStorable(node.textValue())) {
            error(name, "invalid_text", "The field contains a null character or half of a surrogate pair.");
            return null;
        }
        return parsed(name, node.textValue(), parser);
    }

    private <T> @Nullable T parsed(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (InvalidValue e) {
            error(name, e.code(), e.explanation());
            return null;
        }
    }

    /** Whether a text can be written as UTF-8 and stored in PostgreSQL. */
    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    private void error(String name, String code, String message) {
        errors.add(new FieldError(path + name, code, message));
    }
}
