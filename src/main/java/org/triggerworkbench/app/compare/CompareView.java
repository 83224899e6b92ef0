package org.triggerworkbench.app.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.value.ObservableValue;
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
    private final TwoModels models;
    private final Runnable openSecond;
    private final VBox root = new VBox();

    /** @param openSecond asks which model is to stand beside the open one */
    public CompareView(CompareModel model, TwoModels models, Theme theme, Runnable openSecond) {
        this.model = model;
        this.models = models;
        this.openSecond = openSecond;
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
                CompareSection.TABLE, new TablePane(model),
                CompareSection.MODELS, new TwoModelsPane(models, theme, second())));
        panes.values().forEach(pane -> pane.setMinSize(0, 0));
        model.section().subscribe(section -> place.getChildren().setAll(List.of(panes.get(section))));
        model.showing().bind(root.sceneProperty().isNotNull());
        models.showing().bind(model.showing().and(model.section().isEqualTo(CompareSection.MODELS)));
    }

    private static String key(CompareSection section) {
        return section.name().toLowerCase(Locale.ROOT);
    }

    /** For the shell. */
    public ViewPart part() {
        return new ViewPart("compare", TEXT.get("view.title"), List.of(), root, actions());
    }

    /** What to do with model B. */
    private List<Action> second() {
        return List.of(
                action(
                        "compare.second.clean",
                        models.workbench().scene().map(_ -> true).orElse(false),
                        models::openClean),
                action(
                        "compare.second.file",
                        models.workbench().scene().map(_ -> true).orElse(false),
                        openSecond),
                action("compare.second.pinned", models.hasPinned(), models::takePinned),
                action("compare.second.swap", models.second().map(_ -> true).orElse(false), models::swap),
                action("compare.second.none", models.second().map(_ -> true).orElse(false), models::closeSecond));
    }

    private Action action(String id, ObservableValue<Boolean> enabled, Runnable run) {
        return Action.of(TEXT, id, Action.Menu.VIEW, "", "", enabled, () -> {
            model.section().set(CompareSection.MODELS);
            run.run();
        });
    }

    /** Takes what was answered; the window's timer calls this. */
    public void tick() {
        model.tick();
        models.tick();
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
        actions.addAll(second());
        return actions;
    }
}
