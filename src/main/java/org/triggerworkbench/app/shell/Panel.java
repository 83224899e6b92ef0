package org.triggerworkbench.app.shell;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.text.Messages;

/** A place in the window for one or more views: their titles as tabs, the shown one's small controls, and maximise. */
final class Panel extends VBox {
    private static final Messages TEXT = Messages.of(Panel.class);

    private final List<ViewPart> views;
    private final ObjectProperty<ViewPart> shown;
    /** The view that was last in front of those that leave others room. */
    private ViewPart modest;

    private final StackPane place = new StackPane();
    private boolean dressed;

    /** @param maximise is given this panel when its button is pressed */
    Panel(List<ViewPart> views, Consumer<Panel> maximise) {
        this.views = List.copyOf(views);
        this.shown = new SimpleObjectProperty<>(views.getFirst());
        this.modest = views.getFirst();
        getStyleClass().add("tw-panel");
        setMinSize(0, 0);
        HBox tabs = new HBox(8);
        ToggleGroup group = new ToggleGroup();
        for (ViewPart view : views) {
            ToggleButton tab = Ui.styled(new ToggleButton(view.title()), "tw-tab");
            tab.setId("tab-" + view.id());
            tab.setMinWidth(USE_PREF_SIZE);
            tab.setToggleGroup(group);
            tab.setFocusTraversable(views.size() > 1);
            tab.setOnAction(_ -> {
                tab.setSelected(true);
                shown.set(view);
            });
            shown.subscribe(now -> tab.setSelected(now.equals(view)));
            tabs.getChildren().add(tab);
        }
        HBox controls = new HBox(8);
        controls.setAlignment(Pos.CENTER_RIGHT);
        Button large = Ui.styled(new Button(), "tw-icon-button");
        large.setId("maximise-" + views.getFirst().id());
        large.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        large.setOnAction(_ -> maximise.accept(this));
        PanelBar bar = new PanelBar(tabs, new HBox(8, controls, large));
        place.setMinSize(0, 0);
        VBox.setVgrow(place, Priority.ALWAYS);
        getChildren().addAll(bar, place);
        shown.subscribe(now -> {
            modest = now.whole() ? modest : now;
            String words = TEXT.get(now.whole() ? "panel.back" : "panel.maximise");
            large.setGraphic(Icons.of(now.whole() ? "fth-minimize-2" : "fth-maximize-2"));
            large.setAccessibleText(words);
            large.setTooltip(new Tooltip(words));
            controls.getChildren().setAll(now.header());
            fill();
        });
    }

    /** Puts the view in front into its place, from now on whichever it is. */
    void dress() {
        dressed = true;
        fill();
    }

    private void fill() {
        if (dressed) {
            place.getChildren().setAll(shown.get().content());
        }
    }

    /** The view in front. */
    ObjectProperty<ViewPart> shown() {
        return shown;
    }

    /** Brings the last view to the front that leaves others room. */
    void back() {
        shown.set(modest);
    }

    /** Brings a view to the front, if it is one of this panel's. */
    boolean show(String id) {
        return views.stream()
                .filter(view -> view.id().equals(id))
                .peek(shown::set)
                .findFirst()
                .isPresent();
    }
}
