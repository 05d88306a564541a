package io.gatehouse.localcloud.cloud.runtime;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Which types a class gives for the type parameters of an interface that it implements somewhere up its hierarchy. */
final class TypeArguments {
    private TypeArguments() {}

    /** {@code Object} for each parameter that is left open. */
    static List<Type> of(Class<?> type, Class<?> target) {
        return find(type, target, Map.of())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s does not implement %s".formatted(type, target)));
    }

    private static Stream<List<Type>> find(Type type, Class<?> target, Map<Type, Type> bindings) {
        var raw = (Class<?>) (type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type);
        var own = bind(type, raw, bindings);
        if (raw == target) {
            return Stream.of(Arrays.stream(raw.getTypeParameters())
                    .map(variable -> own.getOrDefault(variable, Object.class))
                    .toList());
        }
        return Stream.concat(Stream.of(raw.getGenericInterfaces()), Stream.ofNullable(raw.getGenericSuperclass()))
                .filter(Objects::nonNull)
                .flatMap(parent -> find(parent, target, own));
    }

    private static Map<Type, Type> bind(Type type, Class<?> raw, Map<Type, Type> bindings) {
        var own = new HashMap<Type, Type>();
        if (type instanceof ParameterizedType parameterized) {
            var arguments = parameterized.getActualTypeArguments();
            for (var i = 0; i < arguments.length; i++) {
                var argument = arguments[i];
                own.put(
                        raw.getTypeParameters()[i],
                        argument instanceof TypeVariable<?> ? bindings.getOrDefault(argument, Object.class) : argument);
            }
        }
        return own;
    }
}
