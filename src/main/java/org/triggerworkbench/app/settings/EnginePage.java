package org.triggerworkbench.app.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.compute.EngineFacts;
import org.triggerworkbench.compute.EngineReport;
import org.triggerworkbench.compute.GraphicsCard;
import org.triggerworkbench.compute.GraphicsCards;
import org.triggerworkbench.compute.MemoryReading;
import org.triggerworkbench.text.Messages;

/** Devices, the engine and memory on one page, with the choice of the device that computes. */
final class EnginePage {
    private static final Messages TEXT = Messages.of(EnginePage.class);
    private static final double NAMES = 150;
    /** As far as something reaches that could be any width. */
    private static final double WIDE = 440;

    private final EngineModel model;
    private final Dialogs dialogs;
    private final ComboBox<String> device = new ComboBox<>();
    private final GridPane devices = grid();
    private final GridPane engine = grid();
    private final GridPane memory = grid();
    private final FlowPane natives = new FlowPane(8, 4);
    private final ScrollPane page;
    private final List<Subscription> heard = new ArrayList<>();
    private boolean showing;

    /** @param more buttons beside the one for a libtorch that is there */
    EnginePage(EngineModel model, Dialogs dialogs, List<Button> more) {
        this.model = model;
        this.dialogs = dialogs;
        natives.setId("engine-natives");
        natives.getChildren().addAll(more);
        natives.getChildren().add(libtorch());
        Button bundled = bundled();
        natives.getChildren().add(bundled);
        Label said = note("engine-said", "");
        said.textProperty().bind(model.said().map(now -> now.isEmpty() ? TEXT.get("engine.counts") : now));
        Label taken = note("engine-libtorch-note", "");
        taken.textProperty().bind(model.libtorch());
        heard.add(model.libtorch().subscribe(_ -> {
            bundled.setVisible(model.isLibtorchChosen());
            bundled.setManaged(model.isLibtorchChosen());
        }));
        GridPane choices = grid();
        choices.addRow(0, beside(TEXT.get("engine.computes")), new VBox(4, choice(), said));
        choices.addRow(1, beside(TEXT.get("engine.natives")), new VBox(4, natives, taken));
        VBox all = new VBox(
                section("engine.devices", devices, choices),
                section("engine.memory", memory),
                section("engine.engine", engine));
        all.getStyleClass().add("tw-engine-page");
        page = Ui.scrolling(all);
        page.setId("engine-page");
        heard.add(model.cards().subscribe(_ -> show(model.report().get())));
        heard.add(model.device().subscribe(_ -> show(model.report().get())));
        heard.add(model.report().subscribe(this::show));
        // Where nothing came of a choice, the box goes back to what computes.
        heard.add(model.said().subscribe(_ -> show(model.report().get())));
    }

    /** Hears no more of the model, which lives on. */
    void end() {
        heard.forEach(Subscription::unsubscribe);
    }

    /** All of it; scrolls where there is no room. */
    Region node() {
        return page;
    }

    private ComboBox<String> choice() {
        Ui.named(device, "engine-device", TEXT.get("device"));
        device.setMaxWidth(WIDE);
        device.setPrefWidth(WIDE);
        device.setMinWidth(0);
        device.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String value) {
                return value == null ? "" : model.title(value);
            }

            @Override
            public String fromString(String title) {
                return title;
            }
        });
        device.valueProperty().subscribe(chosen -> {
            if (!showing && chosen != null) {
                model.choose(chosen);
            }
        });
        return device;
    }

    private Button libtorch() {
        Button take = new Button(TEXT.get("engine.libtorch"));
        take.setId("engine-libtorch");
        take.setOnAction(
                _ -> dialogs.openFolder(TEXT.get("engine.libtorch.folder")).ifPresent(model::useLibtorch));
        return take;
    }

    private Button bundled() {
        Button back = new Button(TEXT.get("engine.libtorch.usual"));
        back.setId("engine-bundled");
        back.setOnAction(_ -> model.useBundled());
        return back;
    }

    private void show(@Nullable EngineReport now) {
        showing = true;
        try {
            GraphicsCards cards = model.cards().get();
            List<String> offered = Stream.concat(
                            Stream.of("cpu"), cards.cards().stream().map(GraphicsCard::device))
                    .toList();
            if (!offered.equals(device.getItems())) {
                device.getItems().setAll(offered);
            }
            String computes = model.device().get();
            device.setValue(computes.isEmpty() ? null : computes);
            devices(cards, now);
            if (now != null) {
                engine(now);
                memory(now.memory(), cards);
            }
        } finally {
            showing = false;
        }
    }

    private void devices(GraphicsCards cards, @Nullable EngineReport now) {
        devices.getChildren().clear();
        int row = 0;
        if (now != null) {
            devices.addRow(row++, name(TEXT.get("device.cpu")), value("engine-processor", now.processorLine()));
        }
        for (GraphicsCard card : cards.cards()) {
            Label title = Ui.styled(value("engine-card-" + card.index(), card.name()), "tw-strong");
            Label more = note(
                    "engine-card-memory-" + card.index(),
                    TEXT.get(
                            "engine.card",
                            card.driver(),
                            gigabytes(card.totalMiB()),
                            gigabytes(card.usedMiB()),
                            gigabytes(card.freeMiB())));
            devices.addRow(row++, name(TEXT.get("engine.cardName", card.device())), new VBox(title, more));
        }
        EngineFacts facts = now == null ? null : now.engine();
        if (facts != null && facts.usableCards() == 0 && !cards.cards().isEmpty()) {
            devices.add(note("engine-unusable", TEXT.get("engine.unusable", facts.flavor())), 1, row++);
        }
        if (!cards.none().isEmpty()) {
            devices.addRow(
                    row,
                    name(TEXT.get("engine.cards")),
                    value("engine-no-card", TEXT.get("engine.noCards", cards.none())));
        }
    }

    private void engine(EngineReport now) {
        engine.getChildren().clear();
        EngineFacts facts = now.engine();
        add(
                "engine.version",
                facts == null
                        ? TEXT.get("engine.notStarted")
                        : TEXT.get("engine.version.line", facts.engine(), facts.flavor()));
        add("engine.path", facts == null ? "" : facts.natives());
        add("engine.jni", facts == null ? "" : facts.jni());
        add("engine.settings", now.settingsLine());
        String fault = now.faultLine();
        add("engine.fault", fault.isEmpty() ? TEXT.get("engine.noFault") : fault);
    }

    private void add(String key, String words) {
        if (!words.isEmpty()) {
            engine.addRow(engine.getRowCount(), name(TEXT.get(key)), value(key.replace('.', '-'), words));
        }
    }

    private void memory(MemoryReading now, GraphicsCards cards) {
        memory.getChildren().clear();
        used("engine-heap", TEXT.get("engine.heap"), now.heap() >> 20, now.heapMost() >> 20);
        used("engine-process", TEXT.get("engine.process"), now.process() >> 20, now.machine() >> 20);
        used(
                "engine-machine",
                TEXT.get("engine.machine"),
                (now.machine() - now.available()) >> 20,
                now.machine() >> 20);
        for (GraphicsCard card : cards.cards()) {
            used(
                    "engine-memory-" + card.index(),
                    TEXT.get("engine.cardName", card.device()),
                    card.usedMiB(),
                    card.totalMiB());
        }
    }

    private void used(String id, String title, long used, long most) {
        ProgressBar bar = new ProgressBar(most > 0 ? (double) used / most : 0);
        bar.setMaxWidth(Double.MAX_VALUE);
        Label words = new Label(TEXT.get("engine.used", gigabytes(used), gigabytes(most)));
        words.setId(id);
        words.setMinWidth(Region.USE_PREF_SIZE);
        bar.setAccessibleText(title + " " + words.getText());
        GridPane line = new GridPane(12, 0);
        line.getColumnConstraints().addAll(share(60), share(40));
        line.setMaxWidth(WIDE);
        line.addRow(0, bar, words);
        memory.addRow(memory.getRowCount(), name(title), line);
    }

    private static ColumnConstraints share(double percent) {
        ColumnConstraints column = new ColumnConstraints();
        column.setPercentWidth(percent);
        return column;
    }

    private static String gigabytes(long mebibytes) {
        return String.format(Locale.ROOT, "%.1f", mebibytes / 1024.0);
    }

    private static GridPane grid() {
        GridPane grid = Ui.styled(new GridPane(), "tw-engine-grid");
        ColumnConstraints names = new ColumnConstraints(NAMES);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setFillWidth(true);
        grid.getColumnConstraints().addAll(names, values);
        return grid;
    }

    private static VBox section(String key, Node... content) {
        VBox section = Ui.styled(new VBox(Ui.heading(TEXT.get(key))), "tw-section");
        section.getChildren().addAll(content);
        return section;
    }

    private static Label name(String words) {
        Label name = Ui.wrapped(new Label(words));
        name.getStyleClass().add("tw-engine-name");
        GridPane.setValignment(name, VPos.TOP);
        return name;
    }

    /** A name beside a control, whose words begin lower. */
    private static Label beside(String words) {
        return Ui.styled(name(words), "tw-engine-beside");
    }

    private static Label value(String id, String words) {
        Label value = Ui.wrapped(new Label(words));
        value.setId(id);
        return value;
    }

    private static Label note(String id, String words) {
        Label note = Ui.wrapped(Ui.secondary(words));
        note.setId(id);
        return note;
    }
}
