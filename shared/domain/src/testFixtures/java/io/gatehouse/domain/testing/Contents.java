package io.gatehouse.domain.testing;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes rows out in full, also what their {@code toString} hides. */
final class Contents {
    private Contents() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case byte[] bytes -> new String(bytes, StandardCharsets.ISO_8859_1);
            case Record row ->
                Stream.of(row.getClass().getRecordComponents())
                        .map(component -> of(valueOf(component, row)))
                        .collect(Collectors.joining("\t"));
            case Map<?, ?> map -> of(map.keySet()) + of(map.values());
            case Collection<?> values -> values.stream().map(Contents::of).collect(Collectors.joining("\n"));
            default -> value.toString();
        };
    }

    private static @Nullable Object valueOf(RecordComponent component, Record row) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
