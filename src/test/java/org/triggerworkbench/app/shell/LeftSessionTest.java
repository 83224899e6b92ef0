package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.prefs.Preferences;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.NoDialogs;
import org.triggerworkbench.app.session.SessionFile;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.experiment.scenario.Scenarios;

/** What a process left that did not end well is offered in plain words. */
class LeftSessionTest {
    @TempDir
    private Path home;

    private static final class Person extends NoDialogs {
        private final Optional<Integer> answer;
        private final List<String> read = new ArrayList<>();
        private Runnable whenAsked = () -> {};

        Person(Optional<Integer> answer) {
            this.answer = answer;
        }

        @Override
        public Optional<Integer> choose(String title, String question, List<Answer> answers) {
            read.addAll(List.of(title, question));
            answers.forEach(each -> read.addAll(List.of(each.title(), each.meaning())));
            whenAsked.run();
            return answer;
        }
    }

    private Path leave() throws IOException {
        Path folder = Files.createDirectories(home.resolve("sessions"));
        String process = "999999999-1";
        Files.writeString(folder.resolve(process + ".open"), "");
        Path session = Files.writeString(folder.resolve(process + SessionFile.SUFFIX), "no session");
        Files.setLastModifiedTime(
                session,
                FileTime.from(LocalDateTime.of(2026, 11, 26, 17, 12)
                        .atZone(ZoneId.systemDefault())
                        .toInstant()));
        return session;
    }

    private void start(Person person, Runnable then) throws InterruptedException {
        WorkbenchWindow window = Fx.call(() -> TestWindows.of(
                new Settings(Preferences.userRoot().node("org/triggerworkbench/test-left")), person, home));
        try {
            Fx.run(window::begin);
            Fx.until("the question", () -> !person.read.isEmpty());
            Fx.until("no work", () -> window.works().running().isEmpty());
            then.run();
        } finally {
            Fx.call(window::end).join();
        }
    }

    @Test
    void whatWasLeft_isKeptUntilItIsDiscarded() throws IOException, InterruptedException {
        Path session = leave();
        Person silent = new Person(Optional.empty());
        start(silent, () -> assertTrue(Files.exists(session), "no answer deletes nothing"));
        assertEquals(
                List.of(
                        "Trigger Workbench closed unexpectedly",
                        "Restore your last session?",
                        "Restore",
                        "Opens the scene, trigger, prompts and view saved on 26 Nov 2026, 17:12. Weights that were in"
                                + " training are not included.",
                        "Discard",
                        "Deletes the saved session."),
                silent.read);
        start(new Person(Optional.of(0)), () -> assertTrue(Files.exists(session), "it could not be opened"));
        start(new Person(Optional.of(1)), () -> assertFalse(Files.exists(session)));
    }

    /** A window in which a card is pressed before anybody knows whether something was left; its title where it is opened. */
    private Optional<String> opened(Person person) throws InterruptedException {
        WorkbenchWindow window = Fx.call(() -> TestWindows.of(
                new Settings(Preferences.userRoot().node("org/triggerworkbench/test-left")), person, home));
        List<String> early = new ArrayList<>();
        person.whenAsked = () ->
                window.works().running().stream().map(BackgroundTask::title).forEach(early::add);
        try {
            Fx.until("a card", () -> {
                window.layout(1000, 700);
                return window.scene().lookup(".tw-card") != null;
            });
            Fx.run(() -> {
                window.scene()
                        .lookup(".tw-card")
                        .fireEvent(
                                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
                assertEquals(List.of(), window.works().running(), "it waits");
                window.begin();
            });
            Fx.until(
                    "the end of all that was begun",
                    () -> window.works().running().isEmpty());
            assertEquals(
                    List.of(),
                    early.stream().filter(title -> title.startsWith("Opening")).toList());
            return Fx.call(() -> Optional.ofNullable(window.workbench().scene().get())
                    .map(facts -> facts.request().title()));
        } finally {
            Fx.call(window::end).join();
        }
    }

    @Test
    void aCardPressedEarly_waitsForTheAnswer() throws IOException, InterruptedException {
        Optional<String> first = Optional.of(Scenarios.all().getFirst().title());
        Person nobodyAsks = new Person(Optional.of(0));
        assertEquals(first, opened(nobodyAsks));
        assertEquals(List.of(), nobodyAsks.read);
        leave();
        assertEquals(first, opened(new Person(Optional.empty())), "asked again at the next start");
        assertEquals(Optional.empty(), opened(new Person(Optional.of(0))), "the session was wanted instead");
        assertEquals(first, opened(new Person(Optional.of(1))));
    }
}
