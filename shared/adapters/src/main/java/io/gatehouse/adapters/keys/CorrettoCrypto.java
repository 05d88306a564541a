package io.gatehouse.adapters.keys;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;

/**
 * Amazon Corretto Crypto Provider: cryptography in native code.
 *
 * <p>A process loads it once and apart from the classes that use it, since its threads never end and would keep those
 * for ever: in the local cloud functions share a process, and are replaced there. It is the last of the process's
 * providers, so that only code that asks for it uses it.
 */
final class CorrettoCrypto {
    private static final String NAME = "AmazonCorrettoCryptoProvider";
    private static final String PACKAGE = "com.amazon.corretto.crypto.provider";
    private static final String LIBRARY = PACKAGE.replace('.', '/') + "/libamazonCorrettoCryptoProvider.so";

    private CorrettoCrypto() {}

    /**
     * Takes some tenths of a second, the first time.
     *
     * @throws NoSuchProviderException when the class path has none for this system
     */
    static Provider load() throws NoSuchProviderException, ReflectiveOperationException, IOException {
        var loaded = Security.getProvider(NAME);
        return loaded != null ? loaded : load(jar());
    }

    private static Provider load(URL jar) throws ReflectiveOperationException {
        var classes = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        var provider = (Provider)
                classes.loadClass(PACKAGE + "." + NAME).getField("INSTANCE").get(null);
        Security.addProvider(provider);
        return provider;
    }

    /** There is a jar for each system, and all have the same classes. */
    private static URL jar() throws NoSuchProviderException, IOException {
        var system = System.getProperty("os.name") + "-" + System.getProperty("os.arch");
        var platform = switch (system) {
            case "Linux-amd64" -> "linux-x86_64";
            case "Linux-aarch64" -> "linux-aarch_64";
            default -> throw new NoSuchProviderException("Not made for " + system);
        };
        var library = CorrettoCrypto.class
                .getClassLoader()
                .resources(LIBRARY)
                .filter(url -> url.getPath().contains(platform))
                .findFirst()
                .orElseThrow(() -> new NoSuchProviderException("The class path has none for " + platform));
        return ((JarURLConnection) library.openConnection()).getJarFileURL();
    }
}
