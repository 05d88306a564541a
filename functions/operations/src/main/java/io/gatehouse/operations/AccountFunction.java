package io.gatehouse.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.gatehouse.domain.account.Account;
import io.gatehouse.domain.account.EmailAddress;
import io.gatehouse.domain.account.Role;
import io.gatehouse.domain.administration.AdministerAccount;
import io.gatehouse.domain.errors.InvalidValue;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.wiring.UseCases;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Called by operators, locally with {@code scripts/user}:
 * {@code {"action":"show|grant|revoke|disable|enable|sign-out|delete","email":"…","role":"…"}}. No route leads here:
 * IAM decides who may invoke it. Answers with the account, or fails with a message for people.
 */
public final class AccountFunction implements RequestHandler<Map<String, String>, Map<String, Object>> {
    private final AdministerAccount administer;

    public AccountFunction() {
        this(Operations.accounts());
    }

    AccountFunction(UseCases useCases) {
        this.administer = useCases.administerAccount();
    }

    @Override
    public Map<String, Object> handleRequest(Map<String, String> command, Context context) {
        try {
            return view(account(command));
        } catch (InvalidValue e) {
            throw new IllegalArgumentException(e.explanation());
        } catch (Refused e) {
            throw new IllegalArgumentException("No account has this address.");
        }
    }

    private Account account(Map<String, String> command) {
        var email = EmailAddress.parse(command.getOrDefault("email", ""));
        var action = command.getOrDefault("action", "");
        return switch (action) {
            case "show" -> administer.show(email);
            case "grant" -> administer.grant(email, role(command));
            case "revoke" -> administer.revoke(email, role(command));
            case "disable" -> administer.disable(email);
            case "enable" -> administer.enable(email);
            case "sign-out" -> administer.signOut(email);
            case "delete" -> administer.delete(email);
            default ->
                throw new InvalidValue(
                        "unknown_action",
                        "The action must be show, grant, revoke, disable, enable, sign-out or delete.");
        };
    }

    private static Role role(Map<String, String> command) {
        return Role.of(command.getOrDefault("role", ""));
    }

    private static Map<String, Object> view(Account account) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", account.id().toString());
        view.put("email", account.email().address());
        view.put("emailVerified", account.emailVerified());
        view.put("status", account.status().label());
        view.put("roles", account.roleLabels());
        view.put("locale", account.locale().toLanguageTag());
        view.put("createdAt", account.createdAt().toString());
        return view;
    }
}
