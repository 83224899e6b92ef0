package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Skinnable;
import javafx.scene.control.ToggleButton;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.experiment.scenario.Scenarios;

/** Whatever the keyboard reaches has words for a screen reader, in every view, rail and dialog of the window. */
class ScreenReaderTest extends OnRealStage {
    /** Rows of choices that bring other controls to the front, by view. */
    private static final Map<String, String> SECTIONS =
            Map.of("compare", "compare-sections", "prompt", "prompt-parts", "defend", "defend-sides");

    private final TreeSet<String> speechless = new TreeSet<>();

    @BeforeAll
    static void open() {
        take(new RealWindow(1000, 1000));
    }

    @Test
    void everyControl_speaks() {
        look("start", hand.window.scene().getRoot());
        hand.open(Scenarios.all().getFirst());
        Fx.run(() -> {
            hand.window.shell().leftShown().set(true);
            hand.window.layout(1000, 1000);
        });
        look("rails", hand.window.scene().getRoot());
        Fx.run(() -> hand.window.shell().leftShown().set(false));
        for (String view : hand.window.viewIds()) {
            Fx.run(() -> {
                hand.window.showView(view);
                hand.window.layout(1000, 1000);
            });
            look(view, hand.window.scene().getRoot());
            for (ToggleButton section : Fx.call(() -> sections(view))) {
                Fx.run(() -> {
                    section.fire();
                    hand.window.layout(1000, 1000);
                });
                look(view + " " + section.getText(), hand.window.scene().getRoot());
            }
        }
        for (String dialog : List.of("file.settings", "file.engine", "help.glossary", "view.palette")) {
            Fx.run(() -> hand.window.actions().named(dialog).fire());
            Parent root = probe.popup().getScene().getRoot();
            hand.settled(root);
            look(dialog, root);
            probe.closeAll();
        }
        assertEquals(List.of(), List.copyOf(speechless));
    }

    private static List<ToggleButton> sections(String view) {
        String row = SECTIONS.get(view);
        return row != null && hand.window.scene().getRoot().lookup("#" + row) instanceof SegmentedButton found
                ? found.getButtons().stream()
                        .filter(button -> !button.isDisabled())
                        .toList()
                : List.of();
    }

    private void look(String place, Parent root) {
        Fx.run(() -> {
            root.applyCss();
            root.layout();
            List<Node> reached = root.lookupAll("*").stream()
                    .filter(node -> node.isFocusTraversable() && isShown(node))
                    .toList();
            assertFalse(reached.isEmpty(), place);
            reached.stream()
                    .filter(node -> !speaks(node, root))
                    .map(node -> place + ": " + node)
                    .forEach(speechless::add);
        });
    }

    private static boolean isShown(Node node) {
        return Stream.<Node>iterate(node, Objects::nonNull, Node::getParent).allMatch(Node::isVisible);
    }

    private static boolean speaks(Node node, Parent root) {
        return isSaid(node.getAccessibleText())
                || (node instanceof Labeled labeled && isSaid(labeled.getText()))
                || isPart(node)
                || root.lookupAll(".label").stream()
                        .anyMatch(each -> each instanceof Label label
                                && node.equals(label.getLabelFor())
                                && isSaid(label.getText()));
    }

    /** The field in a box of choices or numbers is read as the box. */
    private static boolean isPart(Node node) {
        return node.getParent() instanceof Skinnable whole && isSaid(((Node) whole).getAccessibleText());
    }

    private static boolean isSaid(@Nullable String words) {
        return words != null && !words.isBlank();
    }
}
