package org.triggerworkbench.app.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.triggerworkbench.compute.EngineFacts;
import org.triggerworkbench.experiment.ProgramVersion;
import org.triggerworkbench.text.Messages;

/**
 * What the program is made of and how it is cited.
 *
 * @param versions by name, in their order
 * @param licences of all that it uses
 * @param citation to copy: a sentence and an entry for BibTeX
 */
record ProgramFacts(Map<String, String> versions, String licences, String citation) {
    private static final Messages TEXT = Messages.of(ProgramFacts.class);
    private static final String YEAR = "2026";

    /**
     * Reads them; not for the window thread.
     *
     * @param engine whether the engine is started, so that it can be asked
     */
    static ProgramFacts of(boolean engine) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put(TEXT.get("about.program"), ProgramVersion.number());
        versions.put(TEXT.get("about.java"), Runtime.version() + " (" + System.getProperty("java.vm.vendor", "") + ")");
        versions.put(TEXT.get("about.javafx"), System.getProperty("javafx.runtime.version", ""));
        versions.put(TEXT.get("about.djl"), EngineFacts.libraryVersion());
        versions.put(TEXT.get("about.libtorch"), engine ? engineVersion() : TEXT.get("about.notStarted"));
        return new ProgramFacts(versions, readLicences(), cite(ProgramVersion.number()));
    }

    private static String engineVersion() {
        EngineFacts facts = EngineFacts.current();
        return facts.engine() + ", " + facts.flavor();
    }

    private static String readLicences() {
        try (InputStream in = ProgramFacts.class.getResourceAsStream("/META-INF/THIRD-PARTY.txt")) {
            return in == null
                    ? TEXT.get("about.noLicences")
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .strip()
                            .lines()
                            .map(String::strip)
                            .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return TEXT.get("about.noLicences");
        }
    }

    private static String cite(String version) {
        return """
                The Trigger Workbench authors. Trigger Workbench, version %1$s. Computer software, %2$s.

                @software{trigger_workbench,
                  author  = {{The Trigger Workbench authors}},
                  title   = {Trigger Workbench},
                  version = {%1$s},
                  year    = {%2$s}
                }
                """.formatted(version, YEAR);
    }
}
