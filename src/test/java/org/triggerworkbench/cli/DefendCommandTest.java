package org.triggerworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefendCommandTest {
    private static final String CLIP = "src/test/resources/parity/clip-tiny";

    @TempDir
    Path folder;

    @Test
    void detection_asJson_hasTheKeysOfTheContract() {
        ProgramOutcome outcome = ProgramOutcome.of(
                "defend",
                "planted-detection",
                "--model",
                CLIP,
                "--data",
                "road-signs",
                "--budget",
                "32",
                "--set",
                "seeds=1",
                "--out",
                folder.resolve("run").toString(),
                "--json");
        assertEquals(0, outcome.code(), outcome.err());
        JsonObject found = JsonParser.parseString(outcome.out()).getAsJsonObject();
        for (String key : new String[] {"method", "verdict", "flaggedClasses", "statistic", "threshold", "seconds"}) {
            assertTrue(found.has(key), key + " in " + found);
        }
        assertEquals("planted-detection", found.get("method").getAsString());
        assertEquals(1, found.getAsJsonArray("seeds").size());
    }

    @Test
    void unknownMethodsAndSettings_areWrongUse() {
        assertWrong("no defence named \"nothing\"", "nothing");
        assertWrong("no setting named \"size2\"", "planted-detection", "--set", "size2=3");
        assertWrong("seeds = 99 ", "planted-detection", "--set", "seeds=99");
    }

    private void assertWrong(String sentence, String... words) {
        String[] all = new String[words.length + 5];
        all[0] = "defend";
        System.arraycopy(words, 0, all, 1, words.length);
        System.arraycopy(new String[] {"--model", CLIP, "--data", "road-signs"}, 0, all, words.length + 1, 4);
        ProgramOutcome outcome = ProgramOutcome.of(all);
        assertEquals(2, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains(sentence), outcome.err());
    }
}
