package io.gatehouse.acceptance.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Contract;
import io.gatehouse.acceptance.harness.Contract.Operation;
import io.gatehouse.acceptance.harness.Template;
import io.gatehouse.acceptance.harness.Template.Function;
import io.gatehouse.domain.errors.Reason;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Template, handler classes and OpenAPI document name the same things. */
class RoutesTest {

    @Test
    void templateAndDescriptionHaveTheSameRoutes() {
        assertThat(Contract.operations().stream().map(Operation::routeKey))
                .containsExactlyInAnyOrderElementsOf(
                        Template.functions().stream().flatMap(Function::routes).toList());
    }

    /** The first operation of a function has its name; those of further routes begin with it. */
    @ParameterizedTest
    @MethodSource("io.gatehouse.acceptance.harness.Template#functions")
    void operationsAreNamedAfterTheirFunction(Function function) {
        var routes = function.routes().toList();
        var ids = Contract.operations().stream()
                .filter(operation -> routes.contains(operation.routeKey()))
                .map(Operation::id)
                .toList();

        assertThat(ids)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches(operationId(function) + "([A-Z].*)?"));
        assertThat(routes.isEmpty() || ids.contains(operationId(function))).isTrue();
    }

    @Test
    void everyHandlerClassIsAFunctionOfTheTemplate() throws IOException {
        try (var files = Files.walk(Checkout.ROOT.resolve("functions"))) {
            var handlers = files.filter(file -> file.toString().endsWith("Function.java"))
                    .map(file -> file.getFileName().toString().replace(".java", ""));

            assertThat(handlers)
                    .containsExactlyInAnyOrderElementsOf(Template.functions().stream()
                            .map(Function::simpleName)
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.acceptance.harness.Template#functions")
    void everyFunctionIsNamedAfterItsHandlerWhichLambdaCanCreate(Function function)
            throws ReflectiveOperationException {
        var handler = Class.forName(function.handler(), false, getClass().getClassLoader());

        assertThat(handler.getSimpleName()).isEqualTo(function.id());
        assertThat(RequestHandler.class.isAssignableFrom(handler)
                        || RequestStreamHandler.class.isAssignableFrom(handler))
                .as("%s handles requests", handler)
                .isTrue();
        assertThat(Modifier.isPublic(handler.getConstructor().getModifiers())).isTrue();
    }

    @Test
    void descriptionHasTheCodesOfTheReasons() {
        assertThat(Contract.codes())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::code).toList());
    }

    private static String operationId(Function function) {
        var name = function.simpleName().replaceFirst("Function$", "");
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
