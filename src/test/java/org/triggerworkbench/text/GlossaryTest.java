package org.triggerworkbench.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/glossary.md says what the window's tooltips say. */
class GlossaryTest {
    @Test
    void glossary_isWhatTooltipsSay() throws IOException {
        Path wanted = Path.of("target", "glossary.md");
        Files.createDirectories(wanted.getParent());
        Files.writeString(wanted, glossary());
        assertEquals(
                Files.readString(wanted),
                Files.readString(Path.of("docs", "glossary.md")),
                "copy target/glossary.md to docs/glossary.md");
    }

    private static String glossary() {
        return """
                # Glossary

                One sentence per word, the same that the window's tooltips show: they live in
                `src/main/resources/org/triggerworkbench/text/messages.properties`, and a test compares this page with them.

                %s
                """.formatted(Arrays.stream(Term.values())
                .sorted(Comparator.comparing(term -> term.title().toLowerCase(Locale.ROOT)))
                .map(term -> "- **" + term.title() + "**: " + term.definition())
                .collect(Collectors.joining("\n")));
    }
}
