package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.gatehouse.domain.administration.RotateSigningKeys;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.wiring.UseCases;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Called by {@code scripts/keys}: {@code {"action":"show|rotate|replace"}}. Answers with all signing keys as they are
 * afterwards, without their secrets, or fails with a message for people.
 */
public final class KeysFunction implements RequestHandler<Map<String, String>, Map<String, Object>> {
    private final RotateSigningKeys rotateSigningKeys;

    public KeysFunction() {
        this(Operations.signingKeys());
    }

    KeysFunction(UseCases useCases) {
        this.rotateSigningKeys = useCases.rotateSigningKeys();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, String> command, Context context) {
        try {
            switch (command.getOrDefault("action", "")) {
                case "show" -> {}
                case "rotate" -> rotateSigningKeys.rotate();
                case "replace" -> rotateSigningKeys.replace();
                default -> throw new IllegalArgumentException("The action must be show, rotate or replace.");
            }
        } catch (InvalidValue e) {
            throw new IllegalArgumentException(e.explanation());
        }
        var keys = rotateSigningKeys.describe().stream().map(KeysFunction::view).toList();
        return Map.of("keys", keys);
    }

    private static Map<String, String> view(RotateSigningKeys.Description key) {
        var view = new LinkedHashMap<String, String>();
        view.put("kid", key.kid());
        view.put("phase", key.phase().label());
        view.put("signsFrom", key.signsFrom().toString());
        if (key.verifiesUntil() != null) {
            view.put("verifiesUntil", key.verifiesUntil().toString());
        }
        return view;
    }
}
