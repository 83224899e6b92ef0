package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Which words need no parser of commands. */
class WindowStartTest {
    @Test
    void noWordsAndFiles_areForTheWindow() {
        assertTrue(WindowStart.isPlain());
        assertTrue(WindowStart.isPlain("mine.twsession", "runs/one", "C:\\data\\two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-Dx=a.b", "@words.txt", "demo", "photos"})
    void otherWords_areForTheParser(String word) {
        assertFalse(WindowStart.isPlain(word));
        assertFalse(WindowStart.isPlain("mine.twsession", word));
    }

    @Test
    void noCommand_looksLikeAFile() {
        Stream<String> names = new CommandLine(new TriggerWorkbench()).getSubcommands().keySet().stream();
        names.forEach(name -> assertFalse(WindowStart.isPlain(name), name));
    }
}
