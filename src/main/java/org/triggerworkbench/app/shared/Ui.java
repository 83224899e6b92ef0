package org.triggerworkbench.app.shared;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Control;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.triggerworkbench.text.Term;

/** The small nodes every view is made of. */
public final class Ui {
    /** Below this width of the window the left rail folds away. */
    public static final double NARROW_WINDOW = 1200;

    private Ui() {}

    /** A heading of a view or section. */
    public static Label heading(String text) {
        return styled(new Label(text), "tw-heading");
    }

    /** Less important words, small. */
    public static Label secondary(String text) {
        return styled(new Label(text), "tw-secondary");
    }

    /** Words that wrap. */
    public static Label wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** A button of an icon alone, with a tooltip that names action and shortcut. */
    public static Button iconButton(Action action) {
        Button button = styled(button(action), "tw-icon-button");
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setGraphic(Icons.of(action.icon()));
        return button;
    }

    /** A button with the action's title. */
    public static Button button(Action action) {
        Button button = new Button(action.title());
        button.setId(action.id());
        button.setAccessibleText(action.title());
        button.setTooltip(new Tooltip(action.tip()));
        button.disableProperty().bind(action.enabled().map(on -> !on));
        button.setOnAction(_ -> action.fire());
        return button;
    }

    /** Content as wide as its place, that scrolls up and down where it is higher. */
    public static ScrollPane scrolling(Region content) {
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        return scroll;
    }

    /** A tooltip of several lines rather than one long one. */
    public static Tooltip tip(String text) {
        Tooltip tip = new Tooltip(text);
        tip.setWrapText(true);
        tip.setMaxWidth(320);
        return tip;
    }

    /** The control with the glossary's sentence as its tooltip. */
    public static <C extends Control> C explained(C control, Term term) {
        control.setTooltip(tip(term.definition()));
        return control;
    }

    /** Takes up the room that is left. */
    public static Region spring() {
        Region spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    /** A node with style classes more. */
    public static <N extends Node> N styled(N node, String... classes) {
        node.getStyleClass().addAll(classes);
        return node;
    }

    /**
     * Makes a dialog so large, in pixels. By its window too: GTK brings a pane's preferred size down to the least that its content
     * takes.
     */
    public static void size(Dialog<?> dialog, double width, double height) {
        dialog.getDialogPane().setPrefSize(width, height);
        dialog.setWidth(width);
        dialog.setHeight(height);
    }

    /** A node with a name for tests and for screen readers. */
    public static <N extends Node> N named(N node, String id, String accessible) {
        node.setId(id);
        node.setAccessibleText(accessible);
        return node;
    }
}
