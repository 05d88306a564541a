package io.gatehouse.localcloud.cloud.runtime;

import io.gatehouse.localcloud.services.Closing;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Closes the pools and clients that a replaced handler's fields lead to, which nothing else would end. Lambda ends the
 * whole process instead, so no handler does it itself.
 */
final class OpenResources {
    private final ClassLoader loader;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> ahead = new ArrayDeque<>();

    private OpenResources(ClassLoader loader) {
        this.loader = loader;
    }

    /** Does what it can: that one resource does not close keeps no other from being closed. */
    static void close(Object handler, ClassLoader loader) {
        var resources = new OpenResources(loader);
        resources.expandFields(handler);
        resources.closeAll();
    }

    private void closeAll() {
        while (!ahead.isEmpty()) {
            switch (ahead.pop()) {
                case AutoCloseable resource -> Closing.quietly(resource);
                case Collection<?> items -> items.forEach(this::visit);
                case Map<?, ?> map -> map.values().forEach(this::visit);
                case AtomicReference<?> reference -> visit(reference.get());
                case Object[] items -> Arrays.stream(items).forEach(this::visit);
                case Object object -> expandFields(object);
            }
        }
    }

    private void expandFields(Object object) {
        for (Class<?> type = object.getClass(); type != null && loader.equals(type.getClassLoader()); ) {
            fields(type).forEach(field -> visit(read(field, object)));
            type = type.getSuperclass();
        }
    }

    private static Stream<Field> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()
                        && field.trySetAccessible());
    }

    private static @Nullable Object read(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void visit(@Nullable Object object) {
        if (object != null && seen.add(object)) {
            ahead.push(object);
        }
    }
}
