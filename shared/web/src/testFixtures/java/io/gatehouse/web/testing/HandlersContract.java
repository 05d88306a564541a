package io.gatehouse.web.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for every handler of a bundle. Surefire gives these tests the environment variables that the bundle reads,
 * and no others: see the module's {@code pom.xml}.
 */
public abstract class HandlersContract {
    private final Class<?> oneHandler;

    /** @param oneHandler of the bundle */
    protected HandlersContract(Class<?> oneHandler) {
        this.oneHandler = oneHandler;
    }

    /** Lambda makes a handler before there is a request: no server is reached then. */
    @TestFactory
    Stream<DynamicTest> isMadeOfTheVariablesOfItsBundle() {
        return handlers()
                .map(handler -> dynamicTest(
                        handler.getSimpleName(),
                        () -> assertThat(handler.getConstructor().newInstance()).isNotNull()));
    }

    @TestFactory
    Stream<DynamicTest> hasAConstructorForLambdaAndAtMostOneForTests() {
        return handlers()
                .map(handler -> dynamicTest(
                        handler.getSimpleName(),
                        () -> assertThat(others(handler))
                                .hasSizeLessThanOrEqualTo(1)
                                .allMatch(constructor -> constructor.getModifiers() == 0)));
    }

    private static List<Constructor<?>> others(Class<?> handler) {
        return Arrays.stream(handler.getDeclaredConstructors())
                .filter(constructor ->
                        !Modifier.isPublic(constructor.getModifiers()) || constructor.getParameterCount() > 0)
                .toList();
    }

    private Stream<Class<?>> handlers() {
        try (var files = Files.list(
                classes(oneHandler).resolve(oneHandler.getPackageName().replace('.', '/')))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Function.class"))
                    .<Class<?>>map(name -> named(oneHandler.getPackageName() + "." + name.replace(".class", "")))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path classes(Class<?> handler) {
        try {
            URI uri =
                    handler.getProtectionDomain().getCodeSource().getLocation().toURI();
            return Path.of(uri);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
