package org.triggerworkbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.image.WritablePixelFormat;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.text.Text;
import org.controlsfx.control.SegmentedButton;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shared.Ui;

/** Every kind of control, resting and under the mouse, pressed, focused, disabled: its words can be read. */
class ControlStatesTest {
    private static final Path FOLDER = Path.of("target", "snapshots");
    private static final Map<String, List<String>> STATES = Map.of(
            "resting", List.of(),
            "hover", List.of("hover"),
            "pressed", List.of("hover", "pressed", "armed"),
            "focused", List.of("focused", "focus-visible"),
            "focused hover", List.of("focused", "focus-visible", "hover"),
            "chosen", List.of("selected"),
            "chosen hover", List.of("selected", "hover"),
            "chosen focused", List.of("selected", "focused", "focus-visible"),
            "disabled", List.of());

    private record Kind(String name, Supplier<Control> make) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("button", () -> new Button("Open model")),
            new Kind("default", () -> {
                Button button = new Button("Import");
                button.setDefaultButton(true);
                return button;
            }),
            new Kind("primary", () -> Ui.styled(new Button("Use this prompt"), "tw-primary")),
            new Kind("link", () -> Ui.styled(new Button("Show in folder"), "tw-link")),
            new Kind("icon button", () -> Ui.styled(new Button("I"), "tw-icon-button")),
            new Kind("flat", () -> Ui.styled(new ToggleButton("More"), "tw-flat")),
            new Kind("search", () -> Ui.styled(new Button("Search actions"), "tw-search")),
            new Kind("tab", () -> Ui.styled(new ToggleButton("Paint"), "tw-tab")),
            new Kind("tool", () -> Ui.styled(new ToggleButton("Brush"), "tw-icon-button", "tw-tool")),
            new Kind("small toggle", () -> Ui.styled(new ToggleButton("Follow"), "tw-small-toggle")),
            new Kind("toggle", () -> new ToggleButton("Toggle")),
            new Kind("menu", () -> new MenuButton("CPU", null, new MenuItem("CPU"))),
            new Kind("quiet menu", () -> Ui.styled(new MenuButton("PCA", null, new MenuItem("PCA")), "tw-quiet-menu")),
            new Kind("combo", () -> chosen(new ComboBox<>())),
            new Kind("choice", () -> {
                ChoiceBox<String> box = new ChoiceBox<>();
                box.getItems().setAll("stop");
                box.getSelectionModel().selectFirst();
                return box;
            }),
            new Kind("check box", () -> new CheckBox("Clean labels")),
            new Kind("radio", () -> new RadioButton("All-to-one")),
            new Kind("hyperlink", () -> new Hyperlink("The paper")),
            new Kind("field", () -> new TextField("0.005")),
            new Kind("area", () -> {
                TextArea area = new TextArea("One line");
                area.setPrefRowCount(1);
                return area;
            }),
            new Kind("spinner", () -> new Spinner<Integer>(1, 64, 16)),
            new Kind("label", () -> new Label("Learning rate")),
            new Kind("secondary", () -> Ui.secondary("57 of 58")),
            new Kind("heading", () -> Ui.heading("Trigger")),
            new Kind("error", () -> Ui.styled(new Label("No such file"), "tw-error")));

    private static ComboBox<String> chosen(ComboBox<String> combo) {
        combo.getItems().setAll("stop");
        combo.getSelectionModel().selectFirst();
        return combo;
    }

    /** Whoever has no mouse must see where they are, also on what is chosen. */
    @Test
    void focus_canBeSeenOnEveryControl() {
        List<String> unseen = new ArrayList<>();
        for (Kind kind : KINDS) {
            for (boolean chosen : List.of(false, true)) {
                Control resting = Fx.call(kind.make()::get);
                Control focused = Fx.call(kind.make()::get);
                if (!resting.isFocusTraversable() || (chosen && !(resting instanceof ToggleButton))) {
                    continue;
                }
                Scene scene = Fx.scene(new HBox(24, resting, focused), 600, 80, Fx.call(Theme::new), false);
                Fx.run(() -> {
                    for (Control each : List.of(resting, focused)) {
                        if (each instanceof ToggleButton toggle) {
                            toggle.setSelected(chosen);
                        }
                    }
                    for (String state : List.of("focused", "focus-visible")) {
                        focused.pseudoClassStateChanged(PseudoClass.getPseudoClass(state), true);
                    }
                    scene.getRoot().applyCss();
                    scene.getRoot().layout();
                    if (Arrays.equals(pixels(resting), pixels(focused))) {
                        unseen.add(kind.name() + (chosen ? ", chosen" : ""));
                    }
                });
            }
        }
        assertEquals(List.of(), unseen);
    }

    private static int[] pixels(Node node) {
        WritableImage image = node.snapshot(null, null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader()
                .getPixels(0, 0, width, height, WritablePixelFormat.getIntArgbInstance(), pixels, 0, width);
        return pixels;
    }

    @Test
    void words_canBeReadInEveryState() {
        List<String> faults = new ArrayList<>();
        Theme theme = Fx.call(Theme::new);
        for (Tokens tokens : List.of(Tokens.LIGHT, Tokens.DARK)) {
            String name = tokens.dark() ? "dark" : "light";
            GridPane grid = Fx.call(() -> Ui.styled(new GridPane(16, 6), "tw-panel"));
            var scene = Fx.call(() -> {
                grid.setPadding(new Insets(16));
                List<String> states = STATES.keySet().stream().sorted().toList();
                for (int row = 0; row < KINDS.size(); row++) {
                    for (int column = 0; column < states.size(); column++) {
                        Control control = KINDS.get(row).make().get();
                        control.setId(KINDS.get(row).name() + " " + states.get(column));
                        control.setDisable(states.get(column).equals("disabled"));
                        control.setPrefWidth(120);
                        grid.add(control, column, row);
                    }
                }
                return Fx.scene(grid, 1280, 1000, theme, tokens.dark());
            });
            Fx.run(() -> {
                for (Node control : grid.getChildren()) {
                    STATES.forEach((state, classes) -> {
                        if (control.getId().endsWith(" " + state)) {
                            classes.forEach(
                                    each -> control.pseudoClassStateChanged(PseudoClass.getPseudoClass(each), true));
                        }
                    });
                }
                grid.applyCss();
                grid.layout();
                grid.getChildren().forEach(control -> judge(name + " " + control.getId(), control, faults));
            });
            Fx.picture(scene, FOLDER.resolve("controls-" + name + ".png"));
        }
        assertEquals(List.of(), faults);
    }

    /** The segments of a row of choices lie in a frame of their own, the lines of a list in its cells. */
    @Test
    void lines_canBeReadInEveryState() {
        List<String> faults = new ArrayList<>();
        Theme theme = Fx.call(Theme::new);
        for (Tokens tokens : List.of(Tokens.LIGHT, Tokens.DARK)) {
            String name = tokens.dark() ? "dark" : "light";
            ListView<String> list = Fx.call(ListView::new);
            ToggleButton off = Fx.call(() -> new ToggleButton("None"));
            ToggleButton on = Fx.call(() -> new ToggleButton("Clean"));
            HBox box = Fx.call(() -> {
                list.getItems().setAll("one", "two", "three");
                on.setSelected(true);
                return new HBox(16, list, new SegmentedButton(off, on));
            });
            var scene = Fx.call(() -> Fx.scene(box, 640, 200, theme, tokens.dark()));
            for (String state : List.of("hover", "selected", "focused")) {
                Fx.run(() -> {
                    for (Node each : List.of(off, on)) {
                        each.pseudoClassStateChanged(PseudoClass.getPseudoClass(state), true);
                    }
                    list.lookupAll(".list-cell")
                            .forEach(cell -> cell.pseudoClassStateChanged(PseudoClass.getPseudoClass(state), true));
                    box.applyCss();
                    box.layout();
                    judge(name + " list or segments " + state, box, faults);
                });
            }
            Fx.picture(scene, FOLDER.resolve("lines-" + name + ".png"));
        }
        assertEquals(List.of(), faults);
    }

    private static void judge(String name, Node node, List<String> faults) {
        if (node instanceof Text text && !text.getText().isEmpty() && text.isVisible()) {
            LookCheck.contrast(text).ifPresent(contrast -> {
                if (contrast < LookCheck.least(text)) {
                    faults.add("%s: %.1f".formatted(name, contrast));
                }
            });
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> judge(name, child, faults));
        }
    }
}
