package io.gatehouse.domain.requests;

import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.crypto.AesGcm;
import io.gatehouse.domain.crypto.KeyedHash;
import io.gatehouse.domain.crypto.KeyedHash.Use;
import io.gatehouse.domain.errors.Reason;
import io.gatehouse.domain.errors.Refused;
import io.gatehouse.domain.idempotency.IdempotencyKeys;
import io.gatehouse.domain.idempotency.IdempotencyKeys.Claim;
import io.gatehouse.domain.work.StaleWrite;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a request with an idempotency key once, however often it is sent. Within a day the same request gets the same
 * answer. If its process died, it can run again after 30 s, which is longer than any request takes.
 *
 * <p>Keys and requests are stored as keyed hashes. An answer is encrypted under another keyed hash of both, so that
 * only those who have the request can read it.
 */
public record IdempotentRequests(Transactions transactions, KeyedHash hash, Sources sources) {
    private static final Logger LOG = LoggerFactory.getLogger(IdempotentRequests.class);
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** @param scope within which a key is unique */
    public record Request(String scope, String key, byte[] body) {
        private String name() {
            return scope + "\n" + key;
        }

        private String content() {
            return name() + "\n" + new String(body, StandardCharsets.ISO_8859_1); // any bytes, without loss
        }
    }

    /** Whether a request is to be run. */
    public sealed interface Decision {
        /** It is to be run, and then {@link #keep kept} or {@link #release released}. */
        record Claimed(Claim claim, AesGcm cipher) implements Decision {}

        /** It was run before and had this answer. */
        record Answered(byte[] answer) implements Decision {}
    }

    /**
     * @throws Refused {@code IDEMPOTENCY_KEY_REUSED} when the key belongs to another request,
     *     {@code IDEMPOTENCY_IN_PROGRESS} while this one is running
     */
    public Decision claim(Request request) {
        var now = sources.now();
        var claim = new Claim(
                sources.newId(),
                hash.of(Use.IDEMPOTENCY_KEY, request.name()),
                hash.of(Use.IDEMPOTENT_REQUEST, request.content()),
                now.plus(LEASE),
                now.plus(IdempotencyKeys.KEPT));
        var cipher = new AesGcm(hash.of(Use.IDEMPOTENT_ANSWER, request.content()));
        return transactions.run(tx -> tx.idempotencyKeys().claim(claim, now)
                ? new Decision.Claimed(claim, cipher)
                : new Decision.Answered(cipher.open(answer(tx, claim))));
    }

    /** Keeps the answer for repeated requests. Never throws: the request has been run. */
    public void keep(Decision.Claimed claimed, byte[] answer) {
        var sealed = claimed.cipher().seal(answer, sources.random());
        settle(tx -> tx.idempotencyKeys().answer(claimed.claim(), sealed));
    }

    /** Lets the request run again. Never throws. */
    public void release(Decision.Claimed claimed) {
        settle(tx -> tx.idempotencyKeys().release(claimed.claim()));
    }

    private static byte[] answer(Transaction tx, Claim claim) {
        var taken = tx.idempotencyKeys().find(claim.key()).orElseThrow(StaleWrite::new);
        if (!MessageDigest.isEqual(taken.request(), claim.request())) {
            throw new Refused(Reason.IDEMPOTENCY_KEY_REUSED);
        }
        var answer = taken.answer();
        if (answer == null) {
            throw new Refused(Reason.IDEMPOTENCY_IN_PROGRESS);
        }
        return answer;
    }

    private void settle(Consumer<Transaction> work) {
        try {
            transactions.execute(work);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("idempotency key stays claimed until its lease ends");
        }
    }
}
