package org.triggerworkbench.app.compare;

import java.util.ArrayList;
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
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.text.Messages;

/** Clean beside triggered: pictures, confusions, activations and the table of measures, one at a time. */
public final class CompareView {
    private static final Messages TEXT = Messages.of(CompareView.class);

    private final CompareModel model;
    private final VBox root = new VBox();

    public CompareView(CompareModel model, Theme theme) {
        this.model = model;
        root.setId("compare");
        root.setMinSize(0, 0);
        Segmented<CompareSection> sections = new Segmented<>(
                List.of(CompareSection.values()), model.section(), section -> TEXT.get("section." + key(section)));
        sections.setId("compare-sections");
        HBox head = new HBox(sections);
        head.setPadding(new Insets(0, 12, 8, 12));
        StackPane place = new StackPane();
        place.setMinSize(0, 0);
        VBox.setVgrow(place, Priority.ALWAYS);
        root.getChildren().addAll(head, place);
        Map<CompareSection, Region> panes = new EnumMap<>(Map.of(
                CompareSection.PICTURES, new PicturesPane(model),
                CompareSection.CONFUSION, new ConfusionPane(model, theme),
                CompareSection.ACTIVATIONS, new ActivationsPane(model),
                CompareSection.TABLE, new TablePane(model)));
        panes.values().forEach(pane -> pane.setMinSize(0, 0));
        model.section().subscribe(section -> place.getChildren().setAll(List.of(panes.get(section))));
        model.showing().bind(root.sceneProperty().isNotNull());
    }

    private static String key(CompareSection section) {
        return section.name().toLowerCase(Locale.ROOT);
    }

    /** For the shell. */
    public ViewPart part() {
        return new ViewPart("compare", TEXT.get("view.title"), List.of(), root, actions());
    }

    private List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        for (CompareSection section : CompareSection.values()) {
            actions.add(Action.of(TEXT, "compare." + key(section), Action.Menu.VIEW, "", "", () -> model.section()
                    .set(section)));
        }
        for (Pairing pairing : Pairing.values()) {
            actions.add(Action.of(
                    TEXT, "compare.pair." + pairing.name().toLowerCase(Locale.ROOT), Action.Menu.VIEW, "", "", () -> {
                        model.section().set(CompareSection.PICTURES);
                        model.pairing().set(pairing);
                    }));
        }
        actions.add(Action.of(TEXT, "compare.saliency", Action.Menu.VIEW, "fth-eye", "", () -> {
            model.section().set(CompareSection.PICTURES);
            model.saliencyShown().set(!model.saliencyShown().get());
        }));
        return actions;
    }
}
