package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneDnnLimitTest {
    private static final String SEEN = """
            processor\t: 0
            vendor_id\t: AuthenticAMD
            cpu family\t: 26
            model\t\t: 2
            """;

    @Test
    void processorLikeTheOneSeen_isOfThatFamily() {
        assertTrue(OneDnnLimit.isOfThatFamily(SEEN));
        assertTrue(OneDnnLimit.isOfThatFamily(SEEN.replace("26", "27")), "newer");
    }

    @Test
    void otherProcessors_areNot() {
        assertFalse(OneDnnLimit.isOfThatFamily(SEEN.replace("26", "25")), "older");
        assertFalse(OneDnnLimit.isOfThatFamily(SEEN.replace("AuthenticAMD", "GenuineIntel")), "another maker");
        assertFalse(OneDnnLimit.isOfThatFamily(""), "says nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSE41", "AVX", "AVX2", "AVX512_CORE", "AVX512_CORE_VNNI"})
    void olderInstructions_haveNoBfloat16(String limit) {
        assertFalse(OneDnnLimit.allowsBfloat16(limit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AVX512_CORE_BF16", "AVX512_CORE_AMX", "AVX10_1_512", "DEFAULT"})
    void newerInstructions_haveIt(String limit) {
        assertTrue(OneDnnLimit.allowsBfloat16(limit));
        assertTrue(OneDnnLimit.allowsBfloat16(null));
    }

    /** The engine's name says so, and the convolutions are right. */
    @Test
    void limitInTheEnvironment_isSaid() throws Exception {
        Map<String, String> told = OneDnnTest.started("", Map.of(OneDnnLimit.NAME, "SSE41"));
        assertEquals("used", told.get("oneDNN"));
        String engine = told.getOrDefault("engine", "");
        assertTrue(engine.endsWith(", oneDNN limited to SSE41"), engine);
    }

    /** With AVX alone blocks are of 8 channels, so that 24 channels would find no fault in how they are padded. */
    @Test
    void whateverTheLimit_numbersOfChannelsBetweenBlocksAreRight() throws Exception {
        for (String limit : new String[] {"AVX", "AVX2", "DEFAULT"}) {
            Map<String, String> told = OneDnnTest.started("", Map.of(OneDnnLimit.NAME, limit));
            assertEquals("", told.get("wrong"), limit + ", oneDNN " + told.get("oneDNN"));
        }
    }
}
