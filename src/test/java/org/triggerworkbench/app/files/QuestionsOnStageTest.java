package org.triggerworkbench.app.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.prefs.Preferences;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.robot.Motion;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.LookCheck;
import org.triggerworkbench.app.NoDialogs;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.SearchBox;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shell.WindowDialogs;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.DataReading;
import org.triggerworkbench.data.Sample.Split;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.load.SeveralOutputsException;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.model.network.ArchitectureGuess;

/** The questions on a real stage, by mouse and keyboard. */
class QuestionsOnStageTest {
    private static final Path PICTURES = Path.of("target/snapshots/files");
    private static final String FAULT =
            "The weights in the file /home/somebody/models/vgg-signs.safetensors do not fit cifar-resnet110: missing"
                    + " conv1.weight, bn1.weight, bn1.bias, bn1.running_mean, bn1.running_var and 651 more; choose the"
                    + " architecture they are of.";

    private final FxRobot hand = new FxRobot();
    private final Theme theme = Fx.call(Theme::new);
    private final Stage stage = Fx.call(Stage::new);
    private final WindowDialogs dialogs = Fx.call(() ->
            new WindowDialogs(stage, new Settings(Preferences.userRoot().node("org/triggerworkbench/test-questions"))));
    private final WindowQuestions questions = Fx.call(() -> new WindowQuestions(stage, theme, dialogs));

    @BeforeEach
    void open() {
        Fx.run(() -> {
            theme.tokens().set(Tokens.LIGHT);
            stage.setScene(new Scene(new StackPane(), 900, 700));
            stage.setX(0);
            stage.setY(0);
            stage.show();
        });
    }

    @AfterEach
    void close() {
        Fx.run(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    }

    private static ModelQuestion question() {
        return new ModelQuestion(
                Path.of("vgg-signs.safetensors"),
                false,
                List.of("stop", "yield"),
                new ArchitectureGuess(Architecture.named("small-vgg"), new ImageSize(64, 64), 43));
    }

    private static <T> CompletableFuture<T> later(Supplier<T> dialog) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                answer.complete(dialog.get());
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private Scene dialog() {
        if (!Platform.isFxApplicationThread()) {
            Fx.until("a dialog", () -> dialogNow().isPresent());
        }
        return Fx.call(() -> dialogNow().orElseThrow().getScene());
    }

    private Optional<Window> dialogNow() {
        return Window.getWindows().stream()
                .filter(window -> window instanceof Stage && !window.equals(stage) && window.isShowing())
                .findFirst();
    }

    private <N extends Node> N node(String selector, Class<N> kind) {
        Scene shown = dialog();
        return kind.cast(Objects.requireNonNull(Fx.call(() -> shown.lookup(selector)), selector));
    }

    private Node button(String title) {
        Scene shown = dialog();
        return Fx.call(() -> shown.getRoot().lookupAll(".button").stream()
                .filter(node ->
                        node instanceof ButtonBase button && button.getText().equals(title))
                .findFirst()
                .orElseThrow());
    }

    private void click(Node node) {
        hand.clickOn(node, Motion.DIRECT);
    }

    /** Looks at the dialog in both themes. */
    private void look(String name) {
        Scene shown = dialog();
        for (Tokens tokens : List.of(Tokens.DARK, Tokens.LIGHT)) {
            Fx.run(() -> {
                theme.tokens().set(tokens);
                Parent root = shown.getRoot();
                root.applyCss();
                root.layout();
                assertEquals(List.of(), LookCheck.faults(root), name);
            });
            Fx.picture(shown, PICTURES.resolve(name + (tokens.dark() ? "-dark.png" : "-light.png")));
        }
    }

    /** What the dialog tries. */
    private static final class Attempts implements ModelAttempt {
        private final List<ModelCard> cards = new ArrayList<>();
        private final List<BooleanSupplier> fits = new ArrayList<>();
        private final List<Consumer<String>> faults = new ArrayList<>();

        @Override
        public void open(ModelCard card, BooleanSupplier fit, Consumer<String> fault) {
            cards.add(card);
            fits.add(fit);
            faults.add(fault);
        }
    }

    @Test
    void import_staysOpenWithWhatWasTypedAndGrowsWithTheFault() {
        Attempts attempts = new Attempts();
        CompletableFuture<Boolean> closed = later(() -> {
            questions.model(question(), attempts);
            return true;
        });
        TextInputControl mean = node("#import-mean", TextInputControl.class);
        Fx.run(() -> {
            mean.setText("0.25");
            node("#import-labels", TextInputControl.class).setText("stop\nyield");
        });
        assertEquals("2 labels for 43 classes", Fx.call(node("#import-count", Labeled.class)::getText));
        click(button("Save card and open"));
        Fx.until("an attempt", () -> attempts.cards.size() == 1);
        assertEquals("small-vgg", attempts.cards.getFirst().architecture());
        assertEquals(64, attempts.cards.getFirst().input().width());
        double before = Fx.call(() -> dialog().getWindow().getHeight());
        Fx.run(() -> attempts.faults.getFirst().accept(FAULT));
        Fx.until("room for the fault", () -> dialog().getWindow().getHeight() > before);
        assertFalse(closed.isDone());
        assertEquals(FAULT, Fx.call(node("#import-fault", Labeled.class)::getText));
        look("import-dialog");
        // Another architecture brings its own size and keeps what was typed.
        Fx.run(() -> architecture().setValue("resnet18"));
        assertEquals("224 x 224", Fx.call(node("#import-size", TextInputControl.class)::getText));
        assertEquals("0.25", Fx.call(mean::getText));
        assertEquals("stop\nyield", Fx.call(node("#import-labels", TextInputControl.class)::getText));
        click(button("Save card and open"));
        Fx.until("another attempt", () -> attempts.cards.size() == 2);
        assertTrue(Fx.call(attempts.fits.getLast()::getAsBoolean));
        assertTrue(closed.join());
    }

    @Test
    void import_thatWasCancelledWhileItIsTried_isNotWantedAnyMore() {
        Attempts attempts = new Attempts();
        CompletableFuture<Boolean> closed = later(() -> {
            questions.model(question(), attempts);
            return true;
        });
        click(button("Save card and open"));
        Fx.until("an attempt", () -> attempts.cards.size() == 1);
        click(button("Cancel"));
        assertTrue(closed.join());
        assertFalse(Fx.call(attempts.fits.getFirst()::getAsBoolean));
        assertTrue(Fx.call(() -> dialogNow().isEmpty()));
    }

    private SearchBox<String> architecture() {
        return box("#import-architecture");
    }

    @SuppressWarnings("unchecked")
    private SearchBox<String> box(String selector) {
        return (SearchBox<String>) node(selector, SearchBox.class);
    }

    @Test
    void architecture_isFoundByLetters_enterAndEscapeLeaveTheDialogOpen() {
        Attempts attempts = new Attempts();
        CompletableFuture<Boolean> closed = later(() -> {
            questions.model(question(), attempts);
            return true;
        });
        Node field = node("#search", Node.class);
        assertEquals("Architecture", Fx.call(field::getAccessibleText));
        ComboBox<?> list = node("#filtered", ComboBox.class);
        click(architecture());
        Fx.until("the list", () -> architecture().isShowing());
        hand.write("net110");
        Fx.until("one line", () -> list.getItems().equals(List.of("cifar-resnet110")));
        hand.type(KeyCode.ENTER);
        Fx.until("the choice", () -> "cifar-resnet110".equals(architecture().getValue()));
        Fx.until("no list", () -> !architecture().isShowing());
        click(architecture());
        Fx.until("the list", () -> architecture().isShowing());
        hand.write("zz");
        Fx.until("no line", () -> list.getItems().isEmpty());
        hand.type(KeyCode.ESCAPE);
        Fx.until("no list", () -> !architecture().isShowing());
        Fx.until("the choice again", () -> "cifar-resnet110"
                .equals(architecture().getValue()));
        assertFalse(closed.isDone(), "neither key was for the dialog");
        assertEquals(List.of(), attempts.cards);
        hand.type(KeyCode.ESCAPE);
        assertTrue(closed.join());
    }

    @Test
    void prompt_isAskedByLinks() {
        CompletableFuture<Optional<PromptChoice>> clean =
                later(() -> questions.prompt(Path.of("visual-prompt-epoch-20.safetensors")));
        look("prompt-links");
        Node link = node("#command-link-1", Node.class);
        assertTrue(Fx.call(link::getAccessibleText).startsWith("Clean prompt. "));
        hand.moveTo(link, Motion.DIRECT);
        Fx.until("the mouse on it", link::isHover);
        look("prompt-links-hover");
        click(link);
        assertEquals(Optional.of(PromptChoice.CLEAN), clean.join());
        CompletableFuture<Optional<PromptChoice>> none = later(() -> questions.prompt(Path.of("p.npy")));
        assertNotNull(dialog());
        hand.type(KeyCode.ESCAPE);
        assertEquals(Optional.empty(), none.join());
        CompletableFuture<Optional<PromptChoice>> usual = later(() -> questions.prompt(Path.of("p.npy")));
        assertNotNull(dialog());
        Fx.until("the focus", () -> dialog().getWindow().isFocused());
        hand.type(KeyCode.ENTER);
        assertEquals(Optional.of(PromptChoice.BACKDOORED), usual.join());
    }

    @Test
    void data_isAskedAgainWithWhatWasTried() {
        CompletableFuture<Optional<ImagesWish>> answer = later(() -> questions.data(new ImagesQuestion(
                Path.of("net.pt"),
                "/data/signs has 43 classes, the model 10; choose other images.",
                true,
                ImagesWish.usual("/data/signs"),
                List.of())));
        SearchBox<String> choice = box("#data-choice");
        assertEquals("/data/signs", Fx.call(choice::getValue));
        look("data-again");
        click(choice);
        Fx.until("the list", choice::isShowing);
        hand.write("shifted");
        ComboBox<?> list = node("#filtered", ComboBox.class);
        Fx.until("one line", () -> list.getItems().size() == 1);
        hand.type(KeyCode.ENTER);
        Fx.until("the choice", () -> "road-signs-shifted".equals(choice.getValue()));
        click(button("Open"));
        assertEquals(Optional.of(ImagesWish.usual("road-signs-shifted")), answer.join());
    }

    @Test
    void output_isOneOfThoseThatCouldBeLogits() {
        List<SeveralOutputsException.Output> outputs = List.of(
                new SeveralOutputsException.Output("0", 43),
                new SeveralOutputsException.Output("aux\u202e\n" + "x".repeat(300), 43));
        CompletableFuture<Optional<String>> answer =
                later(() -> questions.output(new OutputQuestion(Path.of("net.pt"), outputs)));
        node("#output-choice", Node.class);
        click(button("Open"));
        assertEquals("Choose an output first.", Fx.call(node("#output-fault", Labeled.class)::getText));
        ComboBox<?> choice = node("#output-choice", ComboBox.class);
        Fx.run(() -> choice.getSelectionModel().select(0));
        look("output");
        click(choice);
        Fx.until("the list", choice::isShowing);
        hand.write("aux??xx");
        ComboBox<?> list = node("#filtered", ComboBox.class);
        Fx.until("one line", () -> list.getItems().size() == 1);
        hand.type(KeyCode.ENTER);
        Fx.until("the choice", () -> outputs.get(1).equals(choice.getValue()));
        assertEquals("", Fx.call(node("#output-fault", Labeled.class)::getText));
        click(button("Open"));
        assertEquals(Optional.of(outputs.get(1).name()), answer.join());
    }

    private Node part(String title) {
        Node parts = node("#data-part", Node.class);
        return Fx.call(() -> parts.lookupAll(".toggle-button").stream()
                .filter(node ->
                        node instanceof ButtonBase button && button.getText().equals(title))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void data_isAPartOfThose_withoutWhatIsBroken() {
        CompletableFuture<Optional<ImagesWish>> answer = later(() -> questions.data(new ImagesQuestion(
                Path.of("signs"),
                "/data/signs/stop/2.png is a broken or cut-off picture and cannot be decoded; replace it or take it out.",
                true,
                ImagesWish.usual("/data/signs"),
                List.of(Split.TRAIN, Split.TEST))));
        Node validation = part("Validation");
        assertTrue(Fx.call(validation::isDisabled));
        click(part("Train"));
        click(node("#data-skip-broken", Node.class));
        look("data-broken");
        click(button("Open"));
        assertEquals(
                Optional.of(new ImagesWish("/data/signs", new DataReading(Split.TRAIN, BrokenPictures.LEAVE_OUT))),
                answer.join());
    }

    @Test
    void data_isAFolderOrAFileOfTheirOwn() {
        Dialogs choosing = new NoDialogs() {
            @Override
            public Optional<Path> openFolder(String title) {
                return Optional.of(Path.of("/data/my signs"));
            }

            @Override
            public Optional<Path> openFile(String title, List<String> extensions) {
                return Optional.of(Path.of("/data/signs.bin"));
            }
        };
        WindowQuestions asking = Fx.call(() -> new WindowQuestions(stage, theme, choosing));
        CompletableFuture<Optional<ImagesWish>> answer = later(() -> asking.data(
                new ImagesQuestion(Path.of("net.pt"), "The open images have 16 classes.", false, null, List.of())));
        SearchBox<String> choice = box("#data-choice");
        click(button("Open"));
        assertEquals("Choose images first.", Fx.call(node("#data-fault", Labeled.class)::getText));
        click(node("#data-folder", Node.class));
        assertEquals("/data/my signs", Fx.call(choice::getValue));
        assertEquals("", Fx.call(node("#data-fault", Labeled.class)::getText));
        click(node("#data-file", Node.class));
        assertEquals("/data/signs.bin", Fx.call(choice::getValue));
        click(node("#data-folder", Node.class));
        assertEquals("/data/my signs", Fx.call(choice::getValue));
        look("data-first");
        click(button("Open"));
        assertEquals(Optional.of(ImagesWish.usual("/data/my signs")), answer.join());
    }

    @Test
    void photo_isOneOfAThousandClasses_orAWordOfTheirOwn() {
        Picture sign = PictureFiles.read(Path.of("assets/scenarios/clean-model/before.png"));
        PhotoPreview preview = new PhotoPreview(
                Path.of("IMG_20260412.jpg"),
                64,
                64,
                new PhotoPreview.Crop(0, 0, 64, 64),
                PhotoPreview.Small.of(sign),
                PhotoPreview.Small.of(sign),
                IntStream.range(0, 1000).mapToObj(k -> "class " + k).toList(),
                true);
        CompletableFuture<Optional<String>> answer = later(() -> questions.photo(preview));
        SearchBox<String> label = box("#photo-label");
        click(button("Open photo"));
        assertFalse(answer.isDone());
        assertEquals("Say what is on the photo first.", Fx.call(node("#photo-fault", Labeled.class)::getText));
        look("photo-nothing");
        click(label);
        Fx.until("the list", label::isShowing);
        hand.write("s 987");
        ComboBox<?> list = node("#filtered", ComboBox.class);
        Fx.until("one line", () -> list.getItems().size() == 1);
        hand.type(KeyCode.ENTER);
        Fx.until("the class", () -> "class 987".equals(label.getValue()));
        click(button("Open photo"));
        assertEquals(Optional.of("class 987"), answer.join());
    }

    @Test
    void restore_isAskedByLinks() {
        CompletableFuture<Optional<Integer>> answer = later(() -> dialogs.choose(
                "Trigger Workbench closed unexpectedly",
                "Restore your last session?",
                List.of(
                        new Dialogs.Answer(
                                "Restore",
                                "Opens the scene, trigger, prompts and view saved on 26 Nov 2026, 17:12. Weights that"
                                        + " were in training are not included."),
                        new Dialogs.Answer("Discard", "Deletes the saved session."))));
        look("restore-links");
        click(node("#command-link-1", Node.class));
        assertEquals(Optional.of(1), answer.join());
    }
}
