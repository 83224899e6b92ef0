package org.triggerworkbench.app.charts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.method.figure.Smoothing;
import org.triggerworkbench.text.Messages;

/** A live chart below its title, its smoothing, the switch of its axis and its exports. */
public final class ChartPane extends VBox {
    private static final Messages TEXT = Messages.of(ChartPane.class);

    private final ChartContent content;
    private final Theme theme;
    private final BackgroundTasks works;
    private final Dialogs dialogs;
    /** Width below which a chart keeps only its title and its exports. */
    private static final double ROOM = 280;

    private final LiveChart chart;
    private final List<Action> actions;

    /** @param smooths whether it has the slider; charts side by side share one */
    public ChartPane(ChartContent content, Theme theme, BackgroundTasks works, Dialogs dialogs, boolean smooths) {
        this.content = content;
        this.theme = theme;
        this.works = works;
        this.dialogs = dialogs;
        this.chart = new LiveChart(content, theme);
        this.actions = exports();
        getStyleClass().add("tw-chart-pane");
        setMinSize(0, 0);
        HBox header = Ui.styled(new HBox(), "tw-chart-header");
        Label title = Ui.heading(content.title());
        title.setMinWidth(40);
        title.setTooltip(new Tooltip(content.title()));
        header.getChildren().addAll(title, Ui.spring());
        if (smooths) {
            header.getChildren().add(whereRoom(smoothing()));
        }
        if (!content.percent()) {
            header.getChildren().add(whereRoom(logarithm()));
        }
        header.getChildren().add(menu());
        VBox.setVgrow(chart, Priority.ALWAYS);
        getChildren().addAll(header, chart);
    }

    /** Shown only where the title and the exports leave it room. */
    private Node whereRoom(Node control) {
        control.visibleProperty().bind(widthProperty().greaterThan(ROOM));
        control.managedProperty().bind(control.visibleProperty());
        return control;
    }

    /** Redraws the chart if there is reason to. */
    public void tick() {
        chart.tick();
    }

    /** Exports and copy, for menus and palette. */
    public List<Action> actions() {
        return actions;
    }

    private Node smoothing() {
        Slider slider = new Slider(0, Smoothing.MOST, content.smoothing().get());
        slider.setId("smoothing-" + content.id());
        slider.setPrefWidth(88);
        slider.setMinWidth(48);
        slider.setBlockIncrement(0.05);
        slider.valueProperty().bindBidirectional(content.smoothing());
        slider.setAccessibleText(TEXT.get("smoothing"));
        Tooltip formula = new Tooltip(TEXT.get("smoothing.formula"));
        slider.setTooltip(formula);
        Label value = Ui.secondary("");
        value.setTooltip(formula);
        value.setMinWidth(USE_PREF_SIZE);
        value.textProperty()
                .bind(content.smoothing().map(now -> TEXT.get("smoothing.value", Format.number(now.doubleValue(), 2))));
        HBox both = new HBox(8, value, slider);
        both.setAlignment(Pos.CENTER_RIGHT);
        return both;
    }

    private Node logarithm() {
        ToggleButton toggle = Ui.styled(new ToggleButton(TEXT.get("log")), "tw-small-toggle");
        toggle.setId("log-" + content.id());
        toggle.setMinWidth(USE_PREF_SIZE);
        toggle.setTooltip(new Tooltip(TEXT.get("log.tip")));
        toggle.selectedProperty().bindBidirectional(content.logarithmic());
        return toggle;
    }

    private Node menu() {
        MenuButton menu = Ui.styled(new MenuButton(), "tw-icon-button");
        menu.setId("export-" + content.id());
        menu.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        menu.setGraphic(Icons.of("fth-download"));
        menu.setAccessibleText(TEXT.get("export.menu", content.title()));
        menu.setTooltip(new Tooltip(TEXT.get("export.menu", content.title())));
        for (Action action : actions) {
            MenuItem item = new MenuItem(action.title());
            item.setOnAction(_ -> action.fire());
            menu.getItems().add(item);
        }
        return menu;
    }

    private List<Action> exports() {
        List<Action> all = new ArrayList<>();
        for (ChartExport.Kind kind : ChartExport.Kind.values()) {
            all.add(action(
                    "export." + kind.extension(),
                    TEXT.get("export.as", content.name(), kind.name()),
                    "fth-download",
                    () -> export(kind)));
        }
        all.add(action("copy", TEXT.get("export.copy", content.name()), "fth-copy", this::copy));
        return List.copyOf(all);
    }

    private Action action(String id, String title, String icon, Runnable run) {
        return new Action(
                content.id() + "." + id, Action.Menu.TRAIN, title, icon, null, new SimpleBooleanProperty(true), run);
    }

    private void export(ChartExport.Kind kind) {
        String name = content.id().replace('.', '-') + "." + kind.extension();
        Optional<Path> file = dialogs.saveFile(TEXT.get("export.as", content.title(), kind.name()), name);
        ChartShot shot = content.shot();
        // A figure goes on paper, whatever the window looks like.
        file.ifPresent(path -> works.start(
                new BackgroundTask(TEXT.get("export.work", path.getFileName()), null),
                () -> {
                    ChartExport.write(path, kind, shot, Tokens.LIGHT);
                    return path;
                },
                works::saved));
    }

    private void copy() {
        ChartShot shot = content.shot();
        Tokens tokens = theme.tokens().get();
        works.start(
                new BackgroundTask(TEXT.get("export.copying"), null),
                () -> ChartExport.picture(shot, tokens),
                image -> {
                    ClipboardContent clipboard = new ClipboardContent();
                    clipboard.putImage(SwingFXUtils.toFXImage(image, null));
                    Clipboard.getSystemClipboard().setContent(clipboard);
                });
    }
}
