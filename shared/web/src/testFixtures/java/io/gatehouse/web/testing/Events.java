package io.gatehouse.web.testing;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files in {@code events/}. */
public final class Events {
    private static final Path FOLDER = Path.of(System.getProperty("gatehouse.root"), "events");

    private Events() {}

    /** An event as Lambda reads it for a handler of this type. {@code name} is the file's, without its extension. */
    public static <T> T read(String name, Class<T> type) {
        try {
            return serializer(type).fromJson(Files.readString(FOLDER.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> PojoSerializer<T> serializer(Class<T> type) {
        return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
                ? LambdaEventSerializers.serializerFor(type, Events.class.getClassLoader())
                : JacksonFactory.getInstance().getSerializer(type);
    }
}
