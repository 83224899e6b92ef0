package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphicsCardTest {
    private static final String LINE = "1, Some Card, 550.1, 24576, 1024";

    @Test
    void card_isWhatTheDriverTells() {
        GraphicsCard card =
                GraphicsCards.present(() -> List.of("[trouble]", LINE)).cards().getFirst();
        assertEquals(new GraphicsCard(1, "Some Card", "550.1", 24576, 1024), card);
        assertEquals("cuda:1", card.device());
        assertEquals(23552, card.freeMiB());
    }

    @Test
    void noDriver_isNoCard() {
        assertEquals(new GraphicsCards(List.of(), "no such program"), GraphicsCards.present(() -> {
            throw new IOException("no such program");
        }));
        assertEquals(
                "the NVIDIA driver knows of none",
                GraphicsCards.present(List::of).none());
    }

    @Test
    void report_countsNoCardThatTheNativesCannotUse() {
        EngineReport report = EngineReport.collect(new FakeMachine(GraphicsCards.present(() -> List.of(LINE))));
        assertEquals(0, report.facts().get("usableCards"));
        assertEquals(
                "Some Card, driver 550.1, 24576 MiB, 1024 MiB used, 23552 MiB free",
                report.lines().get("cuda:1"));
    }
}
