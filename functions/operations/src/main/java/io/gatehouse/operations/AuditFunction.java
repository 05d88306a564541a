package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.gatehouse.domain.Ids;
import io.gatehouse.domain.InvalidValue;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.session.Client;
import io.gatehouse.domain.usecase.ReadHistory;
import io.gatehouse.domain.usecase.ReadHistory.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code scripts/audit} calls: {@code {"action":"show","email":"…"}}. Where an answer has a {@code next}, there is
 * more: the same command with that as {@code after} goes on.
 */
public final class AuditFunction implements RequestHandler<Map<String, String>, Map<String, Object>> {
    private static final int EVENTS = 500;
    private static final Client NOWHERE = new Client("", "");

    private final ReadHistory readHistory;

    public AuditFunction() {
        this(Operations.ofThisProcess());
    }

    AuditFunction(Operations operations) {
        this.readHistory = operations.readHistory();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, String> command, Context context) {
        try {
            return switch (command.getOrDefault("action", "")) {
                case "show" -> show(EmailAddress.parse(command.getOrDefault("email", "")), command.get("after"));
                default -> throw new IllegalArgumentException("The action must be show.");
            };
        } catch (InvalidValue e) {
            throw new IllegalArgumentException(e.explanation());
        }
    }

    private Map<String, Object> show(EmailAddress email, @Nullable String after) {
        var events = readHistory.of(email, after == null ? null : Ids.parse(after), EVENTS);
        var view = new LinkedHashMap<String, Object>();
        view.put("events", events.stream().map(AuditFunction::view).toList());
        if (events.size() == EVENTS) {
            view.put("next", events.getLast().id().toString());
        }
        return view;
    }

    /** All that there is to say of an event; what is not known is empty. */
    private static Map<String, String> view(Event event) {
        var client = Objects.requireNonNullElse(event.client(), NOWHERE);
        var view = new LinkedHashMap<String, String>();
        view.put("time", event.at().toString());
        view.put("under", event.byStranger() ? "stranger" : "account");
        view.put("action", event.action());
        view.put("detail", Objects.requireNonNullElse(event.detail(), ""));
        view.put("ip", client.ip());
        view.put("userAgent", client.userAgent());
        return view;
    }
}
