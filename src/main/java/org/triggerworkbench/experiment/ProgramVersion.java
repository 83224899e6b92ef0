package org.triggerworkbench.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this program, as the build wrote it down. */
public final class ProgramVersion {
    private static final String UNKNOWN = "development";

    private ProgramVersion() {}

    /** Such as 0.1.0; {@value #UNKNOWN} where it runs from folders that no build filled. */
    public static String number() {
        try (InputStream in = ProgramVersion.class.getResourceAsStream("/META-INF/trigger-workbench.properties")) {
            Properties facts = new Properties();
            if (in != null) {
                facts.load(in);
            }
            return facts.getProperty("version", UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
