package org.triggerworkbench.app.embedding;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.embedding.map.EmbeddingModel;
import org.triggerworkbench.app.embedding.scatter.Thumbnails;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Segmented;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.projection.Neighbours;
import org.triggerworkbench.text.Messages;

/** The images most like the primary one in the shown space, as it is and with the trigger. */
final class NeighbourStrip extends VBox {
    private static final Messages TEXT = Messages.of(NeighbourStrip.class);
    private static final double LEAST = 20;
    private static final double MOST = 48;
    private static final double LABEL = 60;
    private static final double GAP = 4;

    private final EmbeddingModel model;
    private final Label title = Ui.secondary("");
    private final HBox clean = row("embedding-neighbours-clean");
    private final HBox triggered = row("embedding-neighbours-triggered");

    NeighbourStrip(EmbeddingModel model) {
        this.model = model;
        setId("embedding-neighbours");
        getStyleClass().add("tw-neighbours");
        setSpacing(4);
        title.setMinWidth(0);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        Segmented<Neighbours.Distance> distance = new Segmented<>(
                List.of(Neighbours.Distance.COSINE, Neighbours.Distance.EUCLIDEAN),
                model.distance(),
                choice -> TEXT.get("distance." + choice));
        HBox head = new HBox(8, title, distance);
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, clean, triggered);
        setMinWidth(0);
        distance.setMinWidth(USE_PREF_SIZE);
        widthProperty().subscribe(this::show);
        model.neighbourhood().addListener((_, _, _) -> show());
        show();
    }

    private static HBox row(String id) {
        HBox row = new HBox(GAP);
        row.setMinWidth(0);
        row.setId(id);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void show() {
        EmbeddingModel.Neighbourhood found = model.neighbourhood().get();
        SubjectFacts facts = model.scene().getValue();
        if (found == null || facts == null || found.image() >= facts.ids().size()) {
            title.setText(TEXT.get("neighbours.searching"));
            clean.getChildren().clear();
            triggered.getChildren().clear();
            return;
        }
        title.setText(TEXT.get("neighbours.title", facts.ids().get(found.image())));
        title.setTooltip(new Tooltip(title.getText()));
        fill(clean, TEXT.get("neighbours.clean"), found.clean(), facts);
        fill(triggered, TEXT.get("neighbours.triggered"), found.triggered(), facts);
        triggered.setVisible(!found.triggered().isEmpty());
        triggered.setManaged(triggered.isVisible());
    }

    private void fill(HBox row, String name, List<Neighbours.Neighbour> list, SubjectFacts facts) {
        Label label = Ui.secondary(name);
        label.setMinWidth(LABEL);
        row.getChildren().setAll(label);
        double room = (getWidth() - LABEL - GAP) / Math.max(1, list.size()) - GAP;
        double side = Math.clamp(Math.floor(room), LEAST, MOST);
        for (Neighbours.Neighbour neighbour : list) {
            row.getChildren().add(picture(neighbour, facts, side));
        }
    }

    private Node picture(Neighbours.Neighbour neighbour, SubjectFacts facts, double size) {
        int image = neighbour.index();
        int width = facts.input().width();
        int[] small = Thumbnails.of(facts.pixels()[image], width);
        int side = Thumbnails.side(width);
        String words = TEXT.get(
                "neighbours.one",
                facts.ids().get(image),
                facts.classes().get(facts.labels()[image]),
                Format.number(neighbour.distance(), 3));
        Button button = Ui.styled(new Button(), "tw-image-thumb");
        button.setGraphic(PixelImage.of(side, side, small).view(size));
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setAccessibleText(words);
        button.setTooltip(new Tooltip(words));
        button.setOnAction(_ -> model.workbench().selection().only(image));
        return button;
    }
}
