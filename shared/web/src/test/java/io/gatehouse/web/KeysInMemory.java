package io.gatehouse.web;

import io.gatehouse.domain.errors.Unavailable;
import io.gatehouse.domain.idempotency.IdempotencyKeys;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.Transactions;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A database of idempotency keys that are never given up, for a single thread; the real one is tested beside it. */
final class KeysInMemory implements IdempotencyKeys, Transactions {
    private final Map<String, Taken> taken = new HashMap<>();
    private boolean reachable = true;

    void becomeUnreachable() {
        reachable = false;
    }

    @Override
    public <T> T run(Function<Transaction, T> work) {
        if (!reachable) {
            throw new Unavailable("database");
        }
        var loader = Transaction.class.getClassLoader();
        return work.apply((Transaction)
                Proxy.newProxyInstance(loader, new Class<?>[] {Transaction.class}, (proxy, method, arguments) -> this));
    }

    @Override
    public boolean claim(Claim claim, Instant now) {
        return taken.putIfAbsent(name(claim.key()), new Taken(claim.request(), null)) == null;
    }

    @Override
    public Optional<Taken> find(byte[] key) {
        return Optional.ofNullable(taken.get(name(key)));
    }

    @Override
    public void answer(Claim claim, byte[] answer) {
        taken.put(name(claim.key()), new Taken(claim.request(), answer));
    }

    @Override
    public void release(Claim claim) {
        taken.remove(name(claim.key()));
    }

    private static String name(byte[] key) {
        return HexFormat.of().formatHex(key);
    }
}
