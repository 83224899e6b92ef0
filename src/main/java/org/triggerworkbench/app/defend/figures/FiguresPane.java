package org.triggerworkbench.app.defend.figures;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.method.figure.Figure;

/** Figures below each other, each under its caption; small ones share a row where there is room. */
public final class FiguresPane extends VBox {
    private static final double GAP = 24;
    private static final double TWO = 640;
    private static final double NAME = 72;
    private static final int SHORT = 14;
    private static final double SMALLEST = 200;
    private static final double LARGEST = 520;
    /** Of the height there is. */
    private static final double ALONE = 0.62;

    private static final double AMONG = 0.4;

    private final List<Plot> plots = new ArrayList<>();
    private final Theme theme;
    private double height = 600;

    public FiguresPane(Theme theme) {
        super(GAP);
        this.theme = theme;
        setMinWidth(0);
        theme.tokens().subscribe(this::paint);
        theme.textScale().subscribe(this::paint);
    }

    private void paint() {
        plots.forEach(plot -> plot.paint(theme.tokens().get(), theme.textScale().get()));
    }

    /**
     * A figure and what stands at the right of its caption.
     *
     * @param tiles in place of the pictures of a gallery; empty for those as they are
     */
    public record Item(Figure figure, String aside, List<Tile> tiles) {
        public Item(Figure figure) {
            this(figure, "", List.of());
        }
    }

    /** Shows these in the place of others. */
    public void show(List<Item> items) {
        plots.clear();
        getChildren().clear();
        List<Node> small = new ArrayList<>();
        for (Item item : items) {
            Node drawn = section(item);
            switch (item.figure()) {
                case Figure.TwoGroups _, Figure.Roc _, Figure.Sweep _ -> small.add(drawn);
                case Figure.Gallery _, Figure.ThresholdBars _, Figure.Table _ -> {
                    together(small);
                    getChildren().add(drawn);
                }
            }
        }
        together(small);
        fit(height);
    }

    /** Fits drawings to a place so high. */
    public void fit(double place) {
        height = place;
        double share = getChildren().size() == 1 ? ALONE : AMONG;
        double wanted = Math.clamp(Math.floor(share * place), SMALLEST, LARGEST);
        plots.forEach(plot -> plot.setPrefHeight(wanted));
    }

    private void together(List<Node> small) {
        if (small.isEmpty()) {
            return;
        }
        FlowPane row = new FlowPane(GAP, GAP);
        row.setMinWidth(0);
        List<Node> all = List.copyOf(small);
        row.widthProperty().subscribe(width -> {
            boolean two = all.size() > 1 && width.doubleValue() >= TWO;
            double each = Math.floor((width.doubleValue() - (two ? GAP : 0)) / (two ? 2 : 1)) - 1;
            all.forEach(node -> ((VBox) node).setPrefWidth(Math.max(100, each)));
        });
        row.getChildren().setAll(all);
        getChildren().add(row);
        small.clear();
    }

    private Node section(Item item) {
        Label caption = Ui.wrapped(Ui.heading(item.figure().caption()));
        HBox head = new HBox(8, caption);
        if (!item.aside().isEmpty()) {
            Label aside = Ui.secondary(item.aside());
            aside.setMinWidth(USE_PREF_SIZE);
            head.getChildren().addAll(Ui.spring(), aside);
        }
        return new VBox(8, head, drawn(item));
    }

    private Node drawn(Item item) {
        return switch (item.figure()) {
            case Figure.Gallery gallery -> {
                // Two rows leave what follows in sight.
                GalleryPane pane = new GalleryPane(2);
                pane.show(item.tiles().isEmpty() ? tiles(gallery) : item.tiles());
                yield pane;
            }
            case Figure.ThresholdBars bars -> plot(new BarsPlot(bars));
            case Figure.TwoGroups groups -> plot(new GroupsPlot(groups));
            case Figure.Roc roc -> plot(new RocPlot(roc));
            case Figure.Sweep sweep -> plot(new SweepPlot(sweep));
            case Figure.Table table -> table(table);
        };
    }

    private static List<Tile> tiles(Figure.Gallery gallery) {
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < gallery.pictures().size(); i++) {
            tiles.add(new Tile(gallery.pictures().get(i), gallery.labels().get(i), "", false));
        }
        return tiles;
    }

    private Plot plot(Plot plot) {
        plots.add(plot);
        plot.paint(theme.tokens().get(), theme.textScale().get());
        return plot;
    }

    private static Node table(Figure.Table table) {
        GridPane grid = Ui.styled(new GridPane(), "tw-result-table");
        grid.setMinWidth(0);
        for (int column = 0; column < table.head().size(); column++) {
            grid.add(cell(Ui.secondary(table.head().get(column)), column), column, 0);
        }
        for (int row = 0; row < table.rows().size(); row++) {
            for (int column = 0; column < table.rows().get(row).size(); column++) {
                grid.add(cell(table.rows().get(row).get(column), column), column, row + 1);
            }
        }
        return grid;
    }

    private static Label cell(Label label, int column) {
        if (column == 0) {
            label.setMinWidth(NAME);
            return Ui.wrapped(label);
        }
        GridPane.setHalignment(label, HPos.RIGHT);
        label.setTextAlignment(TextAlignment.RIGHT);
        label.setMinWidth(label.getText().length() <= SHORT ? USE_PREF_SIZE : NAME);
        return Ui.wrapped(label);
    }

    /** What is counted stands small below a rate. */
    private static Node cell(String words, int column) {
        int line = words.indexOf('\n');
        if (line < 0) {
            return cell(new Label(words), column);
        }
        Label first = cell(Ui.styled(new Label(words.substring(0, line)), "tw-strong"), column);
        VBox both = new VBox(first, cell(Ui.secondary(words.substring(line + 1)), column));
        both.setAlignment(Pos.TOP_RIGHT);
        return both;
    }
}
