package org.triggerworkbench.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.evaluation.Measure;

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

                One sentence per word, the same that the window's tooltips show: they live in the `messages.properties` of
                `text` (words) and of `evaluation` (measures), and a test compares this page with them.

                %s
                """.formatted(Stream.concat(
                        Arrays.stream(Term.values()).map(term -> line(term.title(), term.definition())),
                        Arrays.stream(Measure.values())
                                .map(measure -> line(measure.titleWithSymbol(), measure.definition())))
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .collect(Collectors.joining("\n")));
    }

    private static String line(String title, String definition) {
        return "- **" + title + "**: " + definition;
    }
}
