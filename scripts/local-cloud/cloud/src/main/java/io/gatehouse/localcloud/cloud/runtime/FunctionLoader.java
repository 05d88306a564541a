package io.gatehouse.localcloud.cloud.runtime;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The classes of one function. It shares only {@code aws-lambda-java-core} with the local cloud. */
public final class FunctionLoader extends ClassLoader implements AutoCloseable {
    private static final ClassLoader LOCAL_CLOUD = FunctionLoader.class.getClassLoader();
    private static final String LAMBDA = RequestHandler.class.getPackageName();
    private static final String ENVIRONMENT = FunctionEnvironment.class.getName();

    static {
        registerAsParallelCapable();
    }

    private final List<CodeRoot> roots;
    private final Map<String, String> variables;
    private final GetenvRedirect redirect = new GetenvRedirect(this);

    FunctionLoader(String function, Bundle bundle, Map<String, String> variables) {
        super(function, getPlatformClassLoader());
        this.roots = bundle.entries().stream().map(CodeRoot::new).toList();
        this.variables = Map.copyOf(variables);
    }

    /** The function's environment variables. */
    public Map<String, String> variables() {
        return variables;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return isShared(name) ? LOCAL_CLOUD.loadClass(name) : super.loadClass(name, resolve);
    }

    private static boolean isShared(String name) {
        if (name.startsWith(LAMBDA)) {
            var inPackage = name.substring(LAMBDA.length() + 1);
            return inPackage.indexOf('.') < 0 || inPackage.startsWith("logging.");
        }
        return name.equals(FunctionLoader.class.getName());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        var file = name.replace('.', '/') + ".class";
        try {
            return name.equals(ENVIRONMENT) ? defineEnvironment(file) : define(name, file);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private Class<?> define(String name, String file) throws IOException, ClassNotFoundException {
        for (var root : roots) {
            var content = root.read(file);
            if (content != null) {
                var bytes = redirect.apply(content);
                return defineClass(name, bytes, 0, bytes.length, root.domain());
            }
        }
        throw new ClassNotFoundException(name);
    }

    private Class<?> defineEnvironment(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(LOCAL_CLOUD.getResourceAsStream(file))) {
            var bytes = in.readAllBytes();
            return defineClass(ENVIRONMENT, bytes, 0, bytes.length);
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return urls(name).findFirst().orElse(null);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return Collections.enumeration(urls(name).toList());
    }

    private Stream<URL> urls(String name) {
        return roots.stream().map(root -> root.find(name)).filter(Objects::nonNull);
    }

    @Override
    public void close() throws IOException {
        for (var root : roots) {
            root.close();
        }
    }
}
