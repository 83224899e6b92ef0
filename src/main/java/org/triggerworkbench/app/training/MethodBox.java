package org.triggerworkbench.app.training;

import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Method;

/** The methods to choose from; one that cannot run on what is open is greyed and says why. */
public final class MethodBox extends ComboBox<Method> {
    private final TrainingModel model;
    private final Function<Card, String> title;

    /**
     * @param name for people who do not see it
     * @param title of a method by its card
     */
    public MethodBox(TrainingModel model, String name, Function<Card, String> title) {
        this.model = model;
        this.title = title;
        setAccessibleText(name);
        setMaxWidth(Double.MAX_VALUE);
        setMinWidth(0);
        setMinHeight(28);
        getItems().setAll(model.setup().methods());
        setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable Method method) {
                return method == null ? "" : title.apply(Card.of(method));
            }

            @Override
            public Method fromString(String words) {
                throw new UnsupportedOperationException(words);
            }
        });
        setButtonCell(new ListCell<>() {
            @Override
            protected void updateItem(@Nullable Method method, boolean empty) {
                super.updateItem(method, empty);
                setText(getConverter().toString(method));
                // Where the name is too long for the column, it is told here.
                setTooltip(
                        method == null
                                ? null
                                : new Tooltip(getText() + "\n" + Card.of(method).summary()));
            }
        });
        renew();
        // What is open may have changed since the list was last looked at.
        setOnShowing(_ -> renew());
        model.setup().method().subscribe(this::setValue);
        valueProperty().addListener((_, _, now) -> {
            if (now != null) {
                model.setup().choose(now);
            }
        });
    }

    private void renew() {
        setCellFactory(_ -> new Row());
    }

    private final class Row extends ListCell<Method> {
        @Override
        protected void updateItem(@Nullable Method method, boolean empty) {
            super.updateItem(method, empty);
            setText(null);
            if (empty || method == null) {
                setGraphic(null);
                setDisable(false);
                return;
            }
            String hindrance = model.setup().hindrance(method);
            VBox lines = new VBox(new Label(title.apply(Card.of(method))));
            if (!hindrance.isEmpty()) {
                lines.getChildren().add(Ui.secondary(hindrance));
            }
            setGraphic(lines);
            setDisable(!hindrance.isEmpty());
        }
    }
}
