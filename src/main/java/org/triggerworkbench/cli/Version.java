package org.triggerworkbench.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of the program, as the build wrote it down. */
final class Version implements IVersionProvider {
    static final String UNKNOWN = "development";

    /** Such as 0.1.0; {@value #UNKNOWN} where it runs from folders that no build filled. */
    static String number() {
        try (InputStream in = Version.class.getResourceAsStream("/META-INF/trigger-workbench.properties")) {
            Properties facts = new Properties();
            if (in != null) {
                facts.load(in);
            }
            return facts.getProperty("version", implementation());
        } catch (IOException e) {
            return implementation();
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"trigger-workbench " + number()};
    }

    private static String implementation() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? UNKNOWN : version;
    }
}
