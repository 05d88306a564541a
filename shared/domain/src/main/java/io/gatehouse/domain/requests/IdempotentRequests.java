package io.gatehouse.domain.requests;

import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.crypto.AesGcm;
import io.gatehouse.domain.crypto.KeyedHash;
import io.gatehouse.domain.crypto.KeyedHash.Use;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.idempotency.IdempotencyKeys;
import io.gatehouse.domain.idempotency.IdempotencyKeys.Claim;
import io.gatehouse.domain.idempotency.IdempotencyKeys.Taken;
import io.gatehouse.domain.work.StaleWrite;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a request with an idempotency key once, however often it is sent. Within a day the same request gets the same
 * answer. If its process died, it can run again after 30 s, which is longer than any request takes.
 *
 * <p>Keys and requests are stored as keyed hashes. An answer is encrypted under another keyed hash of both, so that
 * only those who have the request can read it. The answer that names an account ends with the account.
 */
public record IdempotentRequests(Transactions transactions, KeyedHash hash, Sources sources) {
    private static final Logger LOG = LoggerFactory.getLogger(IdempotentRequests.class);
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Who sends a request, whose keys are apart from all others'. */
    public sealed interface Sender {
        record User(UUID accountId) implements Sender {}

        /**
         * Somebody who is not signed in. Strangers are told apart by what they send: two that use one key with
         * different requests do not notice each other, unless they share a network, as one client does with itself.
         */
        record Stranger(String network) implements Sender {}
    }

    public record Request(String route, Sender sender, String key, byte[] body) {
        /** What is claimed for the request, in this order. */
        private List<String> names() {
            return switch (sender) {
                case Sender.User _ -> List.of(name());
                case Sender.Stranger(var network) -> List.of(content(), "network " + network + "\n" + name());
            };
        }

        private String name() {
            return switch (sender) {
                case Sender.User(var accountId) -> route + " " + accountId + "\n" + key;
                case Sender.Stranger _ -> route + "\n" + key;
            };
        }

        private String content() {
            return name() + "\n" + new String(body, StandardCharsets.ISO_8859_1); // any bytes, without loss
        }
    }

    /** Whether a request is to be run. */
    public sealed interface Decision {
        /** It is to be run, and then {@link #keep kept} or {@link #release released}. */
        record Claimed(List<Claim> claims, AesGcm cipher) implements Decision {}

        /** It was run before and had this answer. */
        record Answered(byte[] answer) implements Decision {}
    }

    /** The answer of an earlier run, if it is kept. Claims nothing. */
    public Optional<byte[]> find(Request request) {
        var claims = claims(request);
        return transactions.run(tx -> tx.idempotencyKeys()
                .find(claims.getFirst().key(), sources.now())
                .filter(taken -> isSame(taken, claims.getFirst()))
                .flatMap(taken -> answer(tx, taken))
                .map(cipher(request)::open));
    }

    /**
     * @throws Refused {@code IDEMPOTENCY_KEY_REUSED} when the key belongs to another request,
     *     {@code IDEMPOTENCY_IN_PROGRESS} while this one is running, or the account that its answer names is being
     *     erased
     */
    public Decision claim(Request request) {
        var claims = claims(request);
        var cipher = cipher(request);
        return transactions.run(tx -> firstTaken(tx, claims)
                .<Decision>map(claim -> new Decision.Answered(cipher.open(answer(tx, claim))))
                .orElseGet(() -> new Decision.Claimed(claims, cipher)));
    }

    private List<Claim> claims(Request request) {
        var now = sources.now();
        var content = hash.of(Use.IDEMPOTENT_REQUEST, request.content());
        return request.names().stream()
                .map(name -> new Claim(
                        sources.newId(),
                        hash.of(Use.IDEMPOTENCY_KEY, name),
                        content,
                        now.plus(LEASE),
                        now.plus(IdempotencyKeys.KEPT)))
                .toList();
    }

    private AesGcm cipher(Request request) {
        return new AesGcm(hash.of(Use.IDEMPOTENT_ANSWER, request.content()));
    }

    private Optional<Claim> firstTaken(Transaction tx, List<Claim> claims) {
        return claims.stream()
                .filter(claim -> !tx.idempotencyKeys().claim(claim, sources.now()))
                .findFirst();
    }

    private byte[] answer(Transaction tx, Claim claim) {
        var taken = tx.idempotencyKeys().find(claim.key(), sources.now()).orElseThrow(StaleWrite::new);
        if (!isSame(taken, claim)) {
            throw new Refused(Reason.IDEMPOTENCY_KEY_REUSED);
        }
        return answer(tx, taken).orElseThrow(() -> new Refused(Reason.IDEMPOTENCY_IN_PROGRESS));
    }

    private static boolean isSame(Taken taken, Claim claim) {
        return MessageDigest.isEqual(taken.request(), claim.request());
    }

    private static Optional<byte[]> answer(Transaction tx, Taken taken) {
        return Optional.ofNullable(taken.answer()).filter(_ -> !isDeleted(tx, taken.accountId()));
    }

    private static boolean isDeleted(Transaction tx, @Nullable UUID accountId) {
        return accountId != null && tx.accounts().deleted(accountId).isPresent();
    }

    /**
     * Keeps the answer for repeated requests, unless the account that it names was deleted meanwhile. Never throws: the
     * request has been run.
     *
     * @param accountId the account that the answer names, or the registration that may become it; or null
     */
    public void keep(Decision.Claimed claimed, byte[] answer, @Nullable UUID accountId) {
        var sealed = claimed.cipher().seal(answer, sources.random());
        settle(tx -> {
            var isCurrent = accountId == null || isThere(tx, accountId);
            for (var claim : claimed.claims()) {
                if (isCurrent) {
                    tx.idempotencyKeys().answer(claim, sealed, accountId);
                } else {
                    tx.idempotencyKeys().release(claim);
                }
            }
        });
    }

    /** Locks the account: it is deleted before this transaction, or after it and then finds the answer. */
    private static boolean isThere(Transaction tx, UUID accountId) {
        return tx.accounts().locked(accountId).isPresent()
                || tx.registrations().byId(accountId).isPresent();
    }

    /** Lets the request run again. Never throws. */
    public void release(Decision.Claimed claimed) {
        settle(tx -> claimed.claims().forEach(tx.idempotencyKeys()::release));
    }

    private void settle(Consumer<Transaction> work) {
        try {
            transactions.execute(work);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("idempotency key stays claimed until its lease ends");
        }
    }
}
