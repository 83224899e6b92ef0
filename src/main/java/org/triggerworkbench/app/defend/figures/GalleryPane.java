package org.triggerworkbench.app.defend.figures;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Ui;

/** Pictures side by side, enlarged by whole multiples where there is room, each with its words below; they may change. */
public final class GalleryPane extends FlowPane {
    private static final double GAP = 12;
    private static final double SMALLEST = 64;
    private static final double LARGEST = 160;
    private static final double FRAME = 4;
    /** Below that name and number have a line each. */
    private static final double ONE_LINE = 112;

    private static final int IN_A_ROW = 6;

    private List<Tile> tiles = List.of();
    private final List<Cell> cells = new ArrayList<>();
    private final int rows;
    private double edge;

    private record Cell(PixelImage image, StackPane frame, Label label, Label value) {
        void fill(Tile tile) {
            image.show(Tile.argb(tile.picture()));
            label.setText(tile.label());
            label.setWrapText(tile.value().isEmpty());
            value.setText(tile.value());
            value.setManaged(!tile.value().isEmpty());
            value.setVisible(value.isManaged());
            mark(frame, "tw-found-flagged", tile.flagged());
            mark(value, "tw-triggered", tile.flagged());
            mark(value, "tw-strong", tile.flagged());
            mark(label, "tw-strong", tile.flagged());
        }

        private static void mark(javafx.scene.Node node, String style, boolean on) {
            if (on != node.getStyleClass().contains(style)) {
                if (on) {
                    node.getStyleClass().add(style);
                } else {
                    node.getStyleClass().remove(style);
                }
            }
        }
    }

    /** @param rows that it tries to be: the fewer, the smaller its pictures */
    public GalleryPane(int rows) {
        super(GAP, 12);
        this.rows = rows;
        setMinWidth(0);
        widthProperty().subscribe(this::arrange);
    }

    /** Shows these; pictures of the same size at the same places are drawn over. */
    public void show(List<Tile> next) {
        boolean same =
                next.size() == tiles.size() && !next.isEmpty() && size(next).equals(size(tiles));
        tiles = List.copyOf(next);
        if (!same) {
            edge = 0;
            arrange();
            return;
        }
        for (int i = 0; i < cells.size(); i++) {
            cells.get(i).fill(tiles.get(i));
        }
    }

    private static List<Integer> size(List<Tile> of) {
        return of.stream().map(tile -> tile.picture().width()).toList();
    }

    private void arrange() {
        double wanted = edge();
        if (wanted == edge) {
            return;
        }
        edge = wanted;
        cells.clear();
        tiles.forEach(tile -> cells.add(cell(tile)));
        for (int i = 0; i < cells.size(); i++) {
            cells.get(i).fill(tiles.get(i));
        }
        getChildren().setAll(cells.stream().map(this::box).toList());
    }

    private double edge() {
        if (tiles.isEmpty()) {
            return 0;
        }
        int row = Math.clamp(Math.ceilDiv(tiles.size(), rows), IN_A_ROW, 2 * IN_A_ROW);
        double room = Math.clamp(Math.floor((getWidth() - (row - 1) * GAP) / row) - FRAME, SMALLEST, LARGEST);
        double half = Math.max(
                        tiles.getFirst().picture().width(),
                        tiles.getFirst().picture().height())
                / 2.0;
        return room >= 2 * half ? Math.floor(room / half) * half : Math.floor(room);
    }

    private static Cell cell(Tile tile) {
        PixelImage image = new PixelImage(tile.picture().width(), tile.picture().height());
        Label label = Ui.styled(new Label(), "tw-small");
        label.setMinWidth(0);
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(label.textProperty());
        label.setTooltip(whole);
        Label value = Ui.styled(new Label(), "tw-secondary");
        value.setMinWidth(USE_PREF_SIZE);
        return new Cell(image, Ui.styled(new StackPane(), "tw-found"), label, value);
    }

    private VBox box(Cell cell) {
        ImageView view = cell.image().view(edge);
        cell.frame().getChildren().setAll(view);
        Pane words = edge < ONE_LINE || cell.label().isWrapText()
                ? new VBox(cell.label(), cell.value())
                : new HBox(4, cell.label(), Ui.spring(), cell.value());
        VBox box = new VBox(4, cell.frame(), words);
        double width = Math.max(edge + FRAME, SMALLEST + FRAME);
        box.setMinWidth(width);
        box.setPrefWidth(width);
        box.setMaxWidth(width);
        return box;
    }
}
