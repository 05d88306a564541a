package io.gatehouse.domain.usecase;

import io.gatehouse.domain.AesGcm;
import io.gatehouse.domain.Ids;
import io.gatehouse.domain.KeyedHash;
import io.gatehouse.domain.KeyedHash.Use;
import io.gatehouse.domain.Refused;
import io.gatehouse.domain.store.IdempotencyKeys.Claim;
import io.gatehouse.domain.store.Transaction;
import io.gatehouse.domain.store.Transactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a request with an idempotency key executed once, however often it is sent: whoever repeats it within a day gets
 * the same answer. One whose process died can be executed again after 30 s, which is longer than any request takes.
 *
 * <p>Of keys and requests, only keyed hashes are kept. An answer is encrypted under another keyed hash of both: nobody
 * can read it who does not have the request that it is for.
 */
public final class ExecuteOnce {
    private static final Logger LOG = LoggerFactory.getLogger(ExecuteOnce.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    /** How long an answer is kept. */
    static final Duration KEPT = Duration.ofHours(24);

    /**
     * A request with an idempotency key.
     *
     * @param scope where the key names one request: the same key in another scope is another key
     */
    public record Request(String scope, String key, byte[] body) {
        private String name() {
            return scope + "\n" + key;
        }

        private String content() {
            return name() + "\n" + new String(body, StandardCharsets.ISO_8859_1); // any bytes, without loss
        }
    }

    /** What a request is told. */
    public sealed interface Turn {
        /** It is to be executed, and then {@link #keep kept} or {@link #release released}. */
        record Mine(Claim claim, AesGcm cipher) implements Turn {}

        /** It has been executed. */
        record Answered(byte[] answer) implements Turn {}
    }

    private final Transactions transactions;
    private final KeyedHash hash;
    private final Ids ids;
    private final InstantSource clock;
    private final Random random;

    /** @param random cryptographically strong */
    public ExecuteOnce(Transactions transactions, KeyedHash hash, Ids ids, InstantSource clock, Random random) {
        this.transactions = transactions;
        this.hash = hash;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Whether the request is to be executed now, or has been.
     *
     * @throws Refused {@code IDEMPOTENCY_KEY_REUSED} when the key belongs to another request,
     *     {@code IDEMPOTENCY_IN_PROGRESS} when this one is being executed
     */
    public Turn turn(Request request) {
        var now = clock.instant();
        var claim = new Claim(
                ids.next(),
                hash.of(Use.IDEMPOTENCY_KEY, request.name()),
                hash.of(Use.IDEMPOTENT_REQUEST, request.content()),
                now.plus(LEASE),
                now.plus(KEPT));
        var cipher = new AesGcm(hash.of(Use.IDEMPOTENT_ANSWER, request.content()));
        return transactions.run(tx -> tx.idempotencyKeys().claim(claim, now)
                ? new Turn.Mine(claim, cipher)
                : new Turn.Answered(cipher.open(answer(tx, claim))));
    }

    /** Keeps the answer for whoever sends the request again. Never throws: what was done, is done. */
    public void keep(Turn.Mine turn, byte[] answer) {
        var sealed = turn.cipher().seal(answer, random);
        settle(tx -> tx.idempotencyKeys().answer(turn.claim(), sealed));
    }

    /** Lets the request be executed again, as if it had never been sent. Never throws. */
    public void release(Turn.Mine turn) {
        settle(tx -> tx.idempotencyKeys().release(turn.claim()));
    }

    private static byte[] answer(Transaction tx, Claim claim) {
        var taken = tx.idempotencyKeys().find(claim.key()).orElseThrow(Transactions.Stale::new);
        if (!MessageDigest.isEqual(taken.request(), claim.request())) {
            throw new Refused(Refused.Reason.IDEMPOTENCY_KEY_REUSED);
        }
        var answer = taken.answer();
        if (answer == null) {
            throw new Refused(Refused.Reason.IDEMPOTENCY_IN_PROGRESS);
        }
        return answer;
    }

    private void settle(Consumer<Transaction> work) {
        try {
            transactions.execute(work);
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("idempotency key left to its lease");
        }
    }
}
