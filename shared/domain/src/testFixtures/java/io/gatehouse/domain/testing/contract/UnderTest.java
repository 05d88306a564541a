package io.gatehouse.domain.testing.contract;

import io.gatehouse.domain.work.Stores;
import io.gatehouse.domain.work.TransactionalStores;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The stores that a contract tests. */
public interface UnderTest {

    /** The same stores for a whole test; empty when it begins. */
    TransactionalStores stores();

    default <T> T run(Function<Stores, T> work) {
        return stores().run(work);
    }

    default void execute(Consumer<Stores> work) {
        stores().run(stores -> {
            work.accept(stores);
            return stores;
        });
    }

    /** Runs work in four transactions at a time. Returns their results. */
    default <T> List<T> race(Function<Stores, T> work) {
        Callable<T> transaction = () -> stores().run(work);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Stream.generate(() -> transaction).limit(4).toList()).stream()
                    .map(UnderTest::result)
                    .toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
