package org.triggerworkbench.compute.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * An archive of the engine's libraries.
 *
 * @param address where it lies
 * @param bytes its size; 0 where only the server knows
 * @param sha256 in lower-case hexadecimal; empty where only what is published beside it tells
 */
public record NativesSource(URI address, long bytes, String sha256) {
    private static final Messages TEXT = Messages.of(NativesSource.class);

    /**
     * The CUDA libraries for this machine, from the table of this program.
     *
     * @throws InputException if there are none for its system
     */
    public static NativesSource here() {
        return of(platform(System.getProperty("os.name", ""), System.getProperty("os.arch", "")));
    }

    static NativesSource of(String platform) {
        Properties table = new Properties();
        try (InputStream in = Objects.requireNonNull(NativesSource.class.getResourceAsStream("natives.properties"))) {
            table.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String address = table.getProperty(platform + ".address");
        if (address == null) {
            throw new InputException(TEXT.get("platform", platform));
        }
        return new NativesSource(
                URI.create(address),
                Long.parseLong(table.getProperty(platform + ".bytes", "0")),
                table.getProperty(platform + ".sha256", ""));
    }

    /**
     * An archive at an address the user gave, verified against what is published beside it.
     *
     * @throws InputException if that is no address of a file
     */
    public static NativesSource at(String address) {
        try {
            URI uri = URI.create(address);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if ((scheme.equals("https") || scheme.equals("http"))
                    && uri.getHost() != null
                    && !name(uri).isEmpty()) {
                return new NativesSource(uri, 0, "");
            }
        } catch (IllegalArgumentException e) {
            throw new InputException(TEXT.get("address", address), e);
        }
        throw new InputException(TEXT.get("address", address));
    }

    /** Name of the file, safe for a folder of ours. */
    String fileName() {
        return name(address).replaceAll("[^A-Za-z0-9._+-]", "_");
    }

    private static String name(URI uri) {
        String path = String.valueOf(uri.getPath());
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static String platform(String system, String processor) {
        String name = system.toLowerCase(Locale.ROOT);
        String os = name.startsWith("windows") ? "win" : name.startsWith("mac") ? "osx" : name;
        return os + "-" + (processor.equals("amd64") ? "x86_64" : processor);
    }
}
