package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.gatehouse.adapters.keys.SigningKeys;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code scripts/keys} calls: {@code {"action":"show|rotate|replace"}}. Answers with all signing keys as they are
 * afterwards, without what is secret of them, or fails with a message for people.
 */
public final class KeysFunction implements RequestHandler<Map<String, String>, Map<String, Object>> {
    private final SigningKeys keys;
    private final SecureRandom random = new SecureRandom();

    public KeysFunction() {
        this(Operations.ofThisProcess());
    }

    KeysFunction(Operations operations) {
        this.keys = operations.signingKeys();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, String> command, Context context) {
        switch (command.getOrDefault("action", "")) {
            case "show" -> {}
            case "rotate" -> keys.rotate(random);
            case "replace" -> keys.replace(random);
            default -> throw new IllegalArgumentException("The action must be show, rotate or replace.");
        }
        return Map.of("keys", keys.describe().stream().map(KeysFunction::view).toList());
    }

    private static Map<String, String> view(SigningKeys.Description key) {
        var view = new LinkedHashMap<String, String>();
        view.put("kid", key.kid());
        view.put("phase", key.phase().name().toLowerCase(Locale.ROOT));
        view.put("signsFrom", key.signsFrom().toString());
        if (key.verifiesUntil() != null) {
            view.put("verifiesUntil", key.verifiesUntil().toString());
        }
        return view;
    }
}
