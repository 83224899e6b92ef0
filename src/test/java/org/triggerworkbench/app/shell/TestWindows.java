package org.triggerworkbench.app.shell;

import java.nio.file.Path;
import java.util.Optional;
import javafx.application.Platform;
import org.triggerworkbench.app.files.ImagesQuestion;
import org.triggerworkbench.app.files.ImagesWish;
import org.triggerworkbench.app.files.ModelAttempt;
import org.triggerworkbench.app.files.ModelQuestion;
import org.triggerworkbench.app.files.OutputQuestion;
import org.triggerworkbench.app.files.PhotoPreview;
import org.triggerworkbench.app.files.Questions;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.compute.FakeMachine;
import org.triggerworkbench.compute.Machine;
import org.triggerworkbench.experiment.open.PromptChoice;

/** Windows for tests: nothing of the user's own is touched. */
public final class TestWindows {
    private TestWindows() {}

    /** A window whose runs and sessions lie in a folder of their own. Window thread only. */
    public static WorkbenchWindow of(Settings settings, Dialogs dialogs) {
        Path folder = Path.of("target", "test-windows", Long.toString(System.nanoTime()))
                .toAbsolutePath();
        return of(settings, dialogs, folder);
    }

    /** As the other, with a folder of the user that the test knows. */
    public static WorkbenchWindow of(Settings settings, Dialogs dialogs, Path folder) {
        return of(settings, dialogs, folder, new FakeMachine("this is a test"));
    }

    /** As the other, on a machine that the test knows. */
    public static WorkbenchWindow of(Settings settings, Dialogs dialogs, Path folder, Machine machine) {
        return new WorkbenchWindow(
                new Theme(),
                new WorkbenchWindow.WindowContext(
                        settings, Platform::runLater, dialogs, new NoAnswers(), folder, _ -> {}, machine));
    }

    /** The user who would rather not say. */
    private static final class NoAnswers implements Questions {
        @Override
        public void model(ModelQuestion question, ModelAttempt attempt) {}

        @Override
        public boolean trust(Path file, String findings) {
            return false;
        }

        @Override
        public Optional<String> output(OutputQuestion question) {
            return Optional.empty();
        }

        @Override
        public Optional<String> photo(PhotoPreview photo) {
            return Optional.empty();
        }

        @Override
        public Optional<PromptChoice> prompt(Path file) {
            return Optional.empty();
        }

        @Override
        public Optional<ImagesWish> data(ImagesQuestion question) {
            return Optional.empty();
        }
    }
}
