package org.triggerworkbench.app.paint.view;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.triggerworkbench.app.paint.document.PlacementKind;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.paint.tools.Stickers;
import org.triggerworkbench.app.paint.tools.Tool;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.shared.ViewPart;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;

/** The trigger on one image, enlarged, to be painted; below it all images as the model sees them. */
public final class PaintView {
    private static final Messages TEXT = Messages.of(PaintView.class);
    private static final double TARGET = 150;
    /** How long the hint is shown to somebody who does nothing. */
    static final Duration READ = Duration.seconds(20);

    private final PaintModel model;
    private final PaintCanvas canvas;
    private final SheetView sheet;
    private final PaintActions actions;
    private final VBox content = Ui.styled(new VBox(4), "tw-paint");
    /** Scrolls where the window is low and the text large, rather than leave no room to paint. */
    private final ScrollPane scroll = Ui.scrolling(content);

    private final Label hint = Ui.styled(new Label(), "tw-hint");
    private final ToggleButton pin;
    private final SheetRow row;
    private final PauseTransition patience;
    private boolean read;
    private boolean canvasStale;
    private boolean sheetStale;

    /** @param redraw shows other images on the sheet */
    public PaintView(PaintModel model, Stickers stickers, Theme theme, SheetRow.Redraw redraw) {
        this(model, stickers, theme, redraw, READ);
    }

    /** As the other, with another patience. */
    PaintView(PaintModel model, Stickers stickers, Theme theme, SheetRow.Redraw redraw, Duration patience) {
        this.model = model;
        this.patience = new PauseTransition(patience);
        this.canvas = Ui.named(new PaintCanvas(model, theme), "paint-canvas", TEXT.get("canvas.accessible"));
        this.sheet = Ui.named(new SheetView(model, theme), "paint-sheet", TEXT.get("sheet.accessible"));
        this.actions = new PaintActions(model, stickers, canvas);
        this.pin = toggle(actions.named("pin"), Icons.of("fth-bookmark"));
        canvas.setOnDragOver(stickers::over);
        canvas.setOnDragDropped(stickers::dropped);
        StackPane stage = Ui.styled(new StackPane(canvas), "tw-paint-stage");
        stage.setMinWidth(0);
        VBox.setVgrow(stage, Priority.ALWAYS);
        hint.setId("paint-hint");
        hint.setMaxWidth(Double.MAX_VALUE);
        Ui.wrapped(hint);
        hint.managedProperty().bind(hint.visibleProperty());
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(hint.textProperty());
        hint.setTooltip(whole);
        this.patience.setOnFinished(_ -> {
            read = true;
            hint();
        });
        sheet.setMinHeight(Region.USE_PREF_SIZE);
        sheet.setMaxHeight(Region.USE_PREF_SIZE);
        this.row = new SheetRow(model.scene(), redraw);
        PlaceRow place = new PlaceRow(model, canvas);
        content.getChildren()
                .addAll(
                        tools(),
                        new ToolOptions(model, actions.named("new")),
                        stage,
                        hint,
                        targetAndOpacity(),
                        place,
                        row,
                        sheet);
        content.setMinWidth(0);
        scroll.setFitToHeight(true);
        listen();
    }

    private void listen() {
        Workbench workbench = model.workbench();
        workbench.glance().subscribe(_ -> canvasStale = true);
        workbench.latest().subscribe(_ -> stale());
        workbench.promptChoice().subscribe(_ -> stale());
        workbench.target().subscribe(_ -> stale());
        workbench.pinned().subscribe(now -> {
            pin.setSelected(now != null);
            stale();
        });
        model.scene().subscribe(_ -> {
            stale();
            read = false;
            patience.stop();
            hint();
        });
        model.document().subscribe(_ -> hint());
        model.touched().subscribe(_ -> hint());
        content.sceneProperty().subscribe(_ -> stale());
    }

    private void stale() {
        canvasStale = true;
        sheetStale = true;
    }

    /** The first gesture; it goes with that, or once it has been there to be read. */
    private void hint() {
        boolean empty = model.document().get().isEmpty();
        boolean movable = model.workbench().trigger().get() instanceof Trigger.Patch;
        hint.setText(TEXT.get(empty ? "hint.empty" : "hint.first"));
        hint.setVisible(!read
                && model.scene().getValue() != null
                && !model.document().get().isLocked()
                && !model.touched().get()
                && (empty || movable));
        if (hint.isVisible() && patience.getStatus() != Animation.Status.RUNNING) {
            patience.playFromStart();
        }
    }

    /** What the rail has, where the window is too narrow for the rail. */
    private HBox targetAndOpacity() {
        TargetBox target = new TargetBox(model, "paint-target");
        target.setPrefWidth(TARGET);
        OpacityBox opacity = new OpacityBox(model, "paint-opacity");
        HBox.setHgrow(target, Priority.SOMETIMES);
        HBox.setHgrow(opacity, Priority.ALWAYS);
        Label name = Ui.secondary(TEXT.get("target"));
        name.setMinWidth(Region.USE_PREF_SIZE);
        HBox both = new HBox(6, name, target, opacity);
        both.setId("paint-target-row");
        both.setAlignment(Pos.CENTER_LEFT);
        both.setMinWidth(0);
        both.visibleProperty()
                .bind(content.sceneProperty()
                        .flatMap(Scene::rootProperty)
                        .map(root -> (Region) root)
                        .flatMap(Region::widthProperty)
                        .map(width -> width.doubleValue() < Ui.NARROW_WINDOW)
                        .orElse(false));
        both.managedProperty().bind(both.visibleProperty());
        return both;
    }

    private FlowPane tools() {
        FlowPane row = Ui.styled(new FlowPane(2, 2), "tw-tools");
        for (Tool tool : Tool.values()) {
            ToggleButton button = toggle(actions.named(tool.id()), ToolIcons.of(tool));
            model.tool().subscribe(now -> button.setSelected(now == tool));
            row.getChildren().add(button);
        }
        row.getChildren().add(row.getChildren().size() - 1, Ui.iconButton(actions.named("picture")));
        row.setMinWidth(0);
        return row;
    }

    private static ToggleButton toggle(Action action, Node icon) {
        ToggleButton button = Ui.styled(new ToggleButton(), "tw-icon-button", "tw-tool");
        Ui.named(button, action.id(), action.title());
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setGraphic(icon);
        button.setTooltip(new Tooltip(action.tip()));
        button.disableProperty().bind(action.enabled().map(on -> !on));
        button.setOnAction(_ -> {
            // A tool in hand stays in hand when it is clicked again; what is selected follows the model.
            button.setSelected(!button.isSelected());
            action.fire();
        });
        return button;
    }

    /** The view for the shell. */
    public ViewPart part() {
        Segmented<PlacementKind> where =
                new Segmented<>(List.of(PlacementKind.values()), model.where(), choice -> TEXT.get("where." + choice));
        where.setId("paint-where");
        List<Action> all = new ArrayList<>(actions.all());
        all.add(row.anotherSample());
        return new ViewPart("paint", TEXT.get("view.title"), List.of(pin, where), scroll, all);
    }

    /** Draws what the engine has answered since the last call; the window's timer calls this. */
    public void tick() {
        if (content.getScene() == null) {
            return;
        }
        if (canvasStale) {
            canvasStale = false;
            canvas.show();
        }
        if (sheetStale) {
            sheetStale = false;
            sheet.draw();
        }
    }
}
