package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.audit.AuditHistory.Event;
import io.gatehouse.domain.audit.Seal;
import io.gatehouse.domain.auditlog.ReadHistory;
import io.gatehouse.domain.auditlog.SealAuditLog;
import io.gatehouse.domain.auditlog.VerifyAuditLog;
import io.gatehouse.domain.auditlog.VerifyAuditLog.Progress;
import io.gatehouse.domain.basics.Client;
import io.gatehouse.domain.basics.Ids;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.wiring.UseCases;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Called by {@code scripts/audit} and by a schedule: {@code {"action":"seal|verify|show","email":"…"}}. An answer with
 * {@code next} is not the whole: the same command with that as {@code after} goes on.
 */
public final class AuditFunction implements RequestHandler<Map<String, String>, Map<String, Object>> {
    private static final int SEALS_MADE = 2_000;
    private static final int SEALS_VERIFIED = 200;
    private static final int EVENTS = 500;
    private static final Client NOWHERE = new Client("", "");

    private final SealAuditLog sealAuditLog;
    private final VerifyAuditLog verifyAuditLog;
    private final ReadHistory readHistory;

    public AuditFunction() {
        this(Operations.auditLog());
    }

    AuditFunction(UseCases useCases) {
        this.sealAuditLog = useCases.sealAuditLog();
        this.verifyAuditLog = useCases.verifyAuditLog();
        this.readHistory = useCases.readHistory();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, String> command, Context context) {
        try {
            return switch (command.getOrDefault("action", "")) {
                case "seal" -> view(sealAuditLog.seal(SEALS_MADE));
                case "verify" ->
                    view(verifyAuditLog.verifyAfter(number(command.getOrDefault("after", "0")), SEALS_VERIFIED));
                case "show" -> show(EmailAddress.parse(command.getOrDefault("email", "")), command.get("after"));
                default -> throw new IllegalArgumentException("The action must be seal, verify or show.");
            };
        } catch (InvalidValue e) {
            throw new IllegalArgumentException(e.explanation());
        }
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw new InvalidValue("invalid_number", "This must be the number of a seal.");
        }
        return Long.parseLong(text);
    }

    private static Map<String, Object> view(Seal newest) {
        return Map.of("seals", newest.number(), "entries", newest.entries());
    }

    private static Map<String, Object> view(Progress progress) {
        var view = new LinkedHashMap<>(view(progress.reached()));
        var fault = progress.fault();
        var end = progress.end();
        if (fault != null) {
            view.put("fault", fault.explanation());
        } else if (end == null) {
            view.put("next", Long.toString(progress.reached().number()));
        } else {
            view.put("notInVault", end.notInVault());
            view.put("unsealedSince", String.valueOf(Objects.requireNonNullElse(end.unsealedSince(), "")));
        }
        return view;
    }

    private Map<String, Object> show(EmailAddress email, @Nullable String after) {
        var events = readHistory.read(email, after == null ? null : Ids.parse(after), EVENTS);
        var view = new LinkedHashMap<String, Object>();
        view.put("events", events.stream().map(AuditFunction::view).toList());
        if (events.size() == EVENTS) {
            view.put("next", events.getLast().id().toString());
        }
        return view;
    }

    /** An event; what is not known is empty. */
    private static Map<String, String> view(Event event) {
        var client = Objects.requireNonNullElse(event.client(), NOWHERE);
        var view = new LinkedHashMap<String, String>();
        view.put("time", event.at().toString());
        view.put("under", event.beforeAccount() ? "stranger" : "account");
        view.put("action", event.action());
        view.put("actor", event.actor().label());
        view.put("detail", Objects.requireNonNullElse(event.detail(), ""));
        view.put("ip", client.ip());
        view.put("userAgent", client.userAgent());
        return view;
    }
}
