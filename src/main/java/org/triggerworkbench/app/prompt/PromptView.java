package org.triggerworkbench.app.prompt;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Insets;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.text.Messages;

/** The prompt to look at and to edit: its picture, its words, its learned context. */
public final class PromptView {
    private static final Messages TEXT = Messages.of(PromptView.class);
    private static final List<String> PROMPTS = List.of("*.safetensors", "*.npy", "*.npz");
    private static final List<String> CONTEXTS = List.of("*.safetensors");
    private static final List<String> TEXTS = List.of("*.json");
    private static final String FILE = "prompt.safetensors";

    private final PromptModel model;
    private final Dialogs dialogs;
    private final VBox root = new VBox();
    private final VisualPane visual;
    private final List<Action> actions;

    public PromptView(PromptModel model, Dialogs dialogs) {
        this.model = model;
        this.dialogs = dialogs;
        Action open = action("open", "fth-folder", this::open);
        Action save = action("save", "fth-save", this::save);
        Action create = action("new", "fth-plus", this::create);
        Action reset = action("reset", "fth-rotate-ccw", () -> model.words().reset());
        Action context = action("context", "fth-book-open", this::openContext);
        Action openWords = action("openWords", "fth-folder", this::openWords);
        Action saveWords = action("saveWords", "fth-save", this::saveWords);
        actions = List.of(open, save, create, openWords, saveWords, reset, context);
        visual = new VisualPane(model, List.of(open, save, create));
        Segmented<PromptModel.Part> parts = new Segmented<>(
                List.of(PromptModel.Part.values()),
                model.part(),
                part -> TEXT.get("part." + part.name().toLowerCase(Locale.ROOT)));
        parts.setId("prompt-parts");
        HBox head = new HBox(parts);
        head.setPadding(new Insets(0, 12, 8, 12));
        StackPane place = new StackPane();
        place.setMinSize(0, 0);
        VBox.setVgrow(place, Priority.ALWAYS);
        root.setId("prompt");
        root.setMinSize(0, 0);
        root.getChildren().addAll(head, place);
        Map<PromptModel.Part, Region> panes = new EnumMap<>(Map.of(
                PromptModel.Part.VISUAL, visual,
                PromptModel.Part.TEXT, new TextPane(model, List.of(openWords, saveWords, reset)),
                PromptModel.Part.CONTEXT, new ContextPane(model, context)));
        panes.values().forEach(pane -> pane.setMinSize(0, 0));
        model.part().subscribe(part -> place.getChildren().setAll(List.of(panes.get(part))));
    }

    private static Action action(String name, String icon, Runnable run) {
        return Action.of(TEXT, "prompt." + name, Action.Menu.FILE, icon, "", run);
    }

    /** For the shell. */
    public ViewPart part() {
        return new ViewPart("prompt", TEXT.get("view.title"), List.of(), root, actions);
    }

    private void open() {
        dialogs.openFile(TEXT.get("open.title"), PROMPTS).ifPresent(model::open);
    }

    private void save() {
        if (model.prompt(model.slot().get()).get() != null) {
            dialogs.saveFile(TEXT.get("save.title"), FILE).ifPresent(model::save);
        }
    }

    private void create() {
        PromptShape shape = visual.shape();
        model.create(shape);
    }

    private void openWords() {
        dialogs.openFile(TEXT.get("openWords.title"), TEXTS).ifPresent(model::openWords);
    }

    private void saveWords() {
        if (model.words().isThere()) {
            dialogs.saveFile(TEXT.get("saveWords.title"), "words.json").ifPresent(model::saveWords);
        }
    }

    private void openContext() {
        dialogs.openFile(TEXT.get("context.title"), CONTEXTS).ifPresent(model::openContext);
    }
}
