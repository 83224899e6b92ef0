package org.triggerworkbench.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Words in the language of the start; a bundle for tests has one word of Esperanto. */
class LanguageTest {
    private static final String SAID = "term.backdoor.title";
    private static final String NOT_SAID = "term.backdoor.definition";

    private final Locale machine = Locale.getDefault();

    @AfterEach
    void putBack() {
        System.clearProperty("workbench.language");
        Locale.setDefault(machine);
    }

    @Test
    void languages_areThoseThereAreWordsIn() {
        assertEquals(List.of(Locale.of("eo")), Messages.languages(Messages.class));
    }

    @Test
    void chosenLanguage_isUsed_andWhatItLacksIsEnglish() {
        String english = Messages.of(Messages.class).get(NOT_SAID);
        System.setProperty("workbench.language", "eo");
        assertEquals("Vorto", Messages.of(Messages.class).get(SAID));
        assertEquals(english, Messages.of(Messages.class).get(NOT_SAID));
    }

    @Test
    void machinesLanguage_changesNothing() {
        Locale.setDefault(Locale.of("eo"));
        assertNotEquals("Vorto", Messages.of(Messages.class).get(SAID));
    }
}
