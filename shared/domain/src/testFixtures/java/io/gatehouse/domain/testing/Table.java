package io.gatehouse.domain.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows in the order of their ids, as PostgreSQL orders UUIDs. */
final class Table<V> {
    private static final Comparator<UUID> UNSIGNED = Comparator.<UUID>comparingLong(
                    id -> id.getMostSignificantBits() + Long.MIN_VALUE)
            .thenComparingLong(id -> id.getLeastSignificantBits() + Long.MIN_VALUE);

    private final TreeMap<UUID, V> rows;

    Table() {
        this(new TreeMap<>(UNSIGNED));
    }

    private Table(TreeMap<UUID, V> rows) {
        this.rows = rows;
    }

    Table<V> copy() {
        return new Table<>(new TreeMap<>(rows));
    }

    Optional<V> find(UUID id) {
        return Optional.ofNullable(rows.get(id));
    }

    Optional<V> first(Predicate<V> condition) {
        return oldest(condition).findFirst();
    }

    Stream<V> oldest(Predicate<V> condition) {
        return rows.values().stream().filter(condition);
    }

    Stream<V> newest(Predicate<V> condition) {
        return rows.descendingMap().values().stream().filter(condition);
    }

    /** The rows after an id, oldest first; all rows after null. */
    Stream<V> after(@Nullable UUID id) {
        return from(id).values().stream();
    }

    /** As {@link #after}, up to and with the row {@code last}. */
    Stream<V> between(@Nullable UUID id, UUID last) {
        return from(id).entrySet().stream()
                .takeWhile(row -> UNSIGNED.compare(row.getKey(), last) <= 0)
                .map(Map.Entry::getValue);
    }

    private SortedMap<UUID, V> from(@Nullable UUID id) {
        return id == null ? rows : rows.tailMap(id, false);
    }

    void put(UUID id, V row) {
        rows.put(id, row);
    }

    boolean remove(UUID id) {
        return rows.remove(id) != null;
    }

    int removeSome(Predicate<V> condition, int limit) {
        return removeSome(rows, condition, limit);
    }

    int removeSomeBefore(UUID id, Predicate<V> condition, int limit) {
        return removeSome(rows.headMap(id, false), condition, limit);
    }

    private static <V> int removeSome(SortedMap<UUID, V> among, Predicate<V> condition, int limit) {
        var ids = new ArrayList<UUID>();
        among.forEach((id, row) -> {
            if (ids.size() < limit && condition.test(row)) {
                ids.add(id);
            }
        });
        ids.forEach(among::remove);
        return ids.size();
    }

    List<V> all() {
        return List.copyOf(rows.values());
    }
}
