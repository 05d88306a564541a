package io.gatehouse.localcloud.runtime;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one function, apart from those of any other and of the local cloud. Shared with the latter are only
 * the types of {@code aws-lambda-java-core}, by which the two meet.
 */
public final class FunctionLoader extends URLClassLoader {
    private static final String LAMBDA = RequestHandler.class.getPackageName();
    private static final String ENVIRONMENT = FunctionEnvironment.class.getName();

    static {
        registerAsParallelCapable();
    }

    private final Map<String, String> variables;
    private final GetenvRedirect redirect = new GetenvRedirect(this);

    FunctionLoader(String function, Bundle bundle, Map<String, String> variables) {
        super(function, bundle.urls(), getPlatformClassLoader());
        this.variables = Map.copyOf(variables);
    }

    /** The function's environment variables. */
    public Map<String, String> variables() {
        return variables;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return isShared(name) ? FunctionLoader.class.getClassLoader().loadClass(name) : super.loadClass(name, resolve);
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
        var path = name.replace('.', '/') + ".class";
        var resource =
                name.equals(ENVIRONMENT) ? FunctionLoader.class.getClassLoader().getResource(path) : findResource(path);
        if (resource == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = resource.openStream()) {
            var bytes = redirect.apply(in.readAllBytes());
            return defineClass(name, bytes, 0, bytes.length, domain(resource));
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private ProtectionDomain domain(URL resource) {
        var source = new CodeSource(resource, (Certificate @Nullable []) null);
        return new ProtectionDomain(source, null, this, null);
    }
}
