package org.triggerworkbench.app.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.triggerworkbench.app.matrix.Groups.Layout;
import org.triggerworkbench.app.matrix.Groups.Order;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** How the rows of the map stand: what they are sorted by, and what groups they form. */
final class RowOrder {
    private static final Messages TEXT = Messages.of(RowOrder.class);

    private RowOrder() {}

    /** By their order in the file, their names, or a figure of one column or all. */
    static Node sort(MatrixModel model) {
        Box<Layout> box = combo("matrix-sort", RowOrder::words, chosen -> {
            Layout now = model.layout().get();
            model.layout().set(new Layout(chosen.order(), chosen.column(), now.axis()));
        });
        follow(model, () -> {
            Layout now = model.layout().get();
            List<Layout> choices = new ArrayList<>();
            Stream.of(Order.FILE, Order.NAME, Order.MEAN).forEach(order -> choices.add(new Layout(order, "", "")));
            model.groups().get().columnNames().forEach(column -> choices.add(new Layout(Order.COLUMN, column, "")));
            show(box, choices, new Layout(now.order(), now.column(), ""));
        });
        return line("sort.by", box);
    }

    private static String words(Layout layout) {
        return layout.order() == Order.COLUMN
                ? TEXT.get("sort.column", layout.column())
                : TEXT.get("sort." + layout.order());
    }

    /** By an axis whose values differ, or not at all. */
    static Node group(MatrixModel model) {
        Box<String> box = combo("matrix-group", axis -> axis.isEmpty() ? TEXT.get("group.none") : axis, axis -> {
            Layout now = model.layout().get();
            model.layout().set(new Layout(now.order(), now.column(), axis));
        });
        follow(model, () -> {
            List<String> choices = new ArrayList<>(List.of(""));
            choices.addAll(model.groups().get().axes());
            show(box, choices, model.layout().get().axis());
        });
        return line("group.by", box);
    }

    private static void follow(MatrixModel model, Runnable refresh) {
        model.groups().subscribe(refresh);
        model.layout().subscribe(refresh);
        refresh.run();
    }

    /** One that this matrix does not have is shown as the first, and kept for the next. */
    private static <T> void show(Box<T> box, List<T> choices, T chosen) {
        box.showing = true;
        if (!box.getItems().equals(choices)) {
            box.getItems().setAll(choices);
        }
        box.setValue(choices.contains(chosen) ? chosen : choices.getFirst());
        box.showing = false;
    }

    /** What it shows is not what somebody chose while {@code showing}. */
    private static final class Box<T> extends ComboBox<T> {
        private boolean showing;
    }

    private static <T> Box<T> combo(String id, Function<T, String> words, Consumer<T> choose) {
        Box<T> box = new Box<>();
        box.setId(id);
        box.setMinWidth(60);
        box.setPrefWidth(100);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T choice) {
                return choice == null ? "" : words.apply(choice);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("nothing is typed here");
            }
        });
        box.valueProperty().subscribe(now -> {
            if (now != null && !box.showing) {
                choose.accept(now);
            }
        });
        return box;
    }

    /** The name stands over the box: names of columns are long. */
    private static Node line(String name, ComboBox<?> box) {
        Label label = Ui.secondary(TEXT.get(name));
        label.setLabelFor(box);
        box.setAccessibleText(label.getText());
        return new VBox(2, label, box);
    }
}
