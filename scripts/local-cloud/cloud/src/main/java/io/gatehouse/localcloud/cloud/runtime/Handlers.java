package io.gatehouse.localcloud.cloud.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.commons.lang3.reflect.TypeUtils;

/** Makes a handler of a handler string, and of any kind of handler a stream handler, as Lambda's Java runtime does. */
final class Handlers {
    private Handlers() {}

    /** Makes the object of a handler string. */
    static Object create(ClassLoader loader, String handler) throws Throwable {
        var type = loader.loadClass(type(handler));
        try {
            return type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** The name of the class in a handler string. */
    static String type(String handler) {
        return handler.split("::", 2)[0];
    }

    static RequestStreamHandler asStreamHandler(Object object, String handler) {
        var parts = handler.split("::", 2);
        return parts.length == 2 ? ofMethod(object, parts[1]) : ofObject(object);
    }

    private static RequestStreamHandler ofObject(Object handler) {
        return switch (handler) {
            case RequestStreamHandler stream -> stream;
            case RequestHandler<?, ?> pojo -> ofRequestHandler(pojo);
            default ->
                throw new IllegalStateException("%s implements neither RequestHandler nor RequestStreamHandler"
                        .formatted(handler.getClass().getName()));
        };
    }

    private static RequestStreamHandler ofRequestHandler(RequestHandler<?, ?> handler) {
        @SuppressWarnings("unchecked")
        var typed = (RequestHandler<Object, Object>) handler;
        var request = serializer(typeArgument(handler, 0), handler);
        var response = serializer(typeArgument(handler, 1), handler);
        return (in, out, context) -> response.toJson(typed.handleRequest(request.fromJson(in), context), out);
    }

    /** {@code Object} if the handler's class leaves it open. */
    private static Type typeArgument(RequestHandler<?, ?> handler, int index) {
        var arguments = TypeUtils.getTypeArguments(handler.getClass(), RequestHandler.class);
        var argument = TypeUtils.unrollVariables(arguments, RequestHandler.class.getTypeParameters()[index]);
        return argument == null ? Object.class : argument;
    }

    /** Of several methods of that name Lambda takes the one with the most parameters. */
    private static RequestStreamHandler ofMethod(Object handler, String name) {
        var method = Arrays.stream(handler.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(name) && !candidate.isBridge())
                .max(Comparator.comparingInt(Method::getParameterCount))
                .orElseThrow(() -> new IllegalStateException("%s has no public method %s"
                        .formatted(handler.getClass().getName(), name)));
        var parameters = method.getParameterTypes();
        if (parameters.length > 1 && parameters[0] == InputStream.class && parameters[1] == OutputStream.class) {
            return (in, out, context) -> call(handler, method, new Object[] {in, out, context});
        }
        var response = serializer(method.getGenericReturnType(), handler);
        if (parameters.length == 0 || parameters[0] == Context.class) {
            return (in, out, context) -> response.toJson(call(handler, method, new Object[] {context}), out);
        }
        var request = serializer(method.getGenericParameterTypes()[0], handler);
        return (in, out, context) ->
                response.toJson(call(handler, method, new Object[] {request.fromJson(in), context}), out);
    }

    private static Object call(Object handler, Method method, Object[] arguments) throws IOException {
        try {
            return method.invoke(handler, Arrays.copyOf(arguments, method.getParameterCount()));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw Handlers.<IOException>unchecked(e.getTargetException());
        }
    }

    /** Throws what the method threw, whatever it is, without wrapping it. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @SuppressWarnings("unchecked")
    private static PojoSerializer<Object> serializer(Type type, Object handler) {
        return type instanceof Class<?> event && LambdaEventSerializers.isLambdaSupportedEvent(event.getName())
                ? LambdaEventSerializers.serializerFor(
                        (Class<Object>) event, handler.getClass().getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
    }
}
