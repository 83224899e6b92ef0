package org.triggerworkbench.app.training.form;

import java.util.Set;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.text.PlainNumber;

/**
 * A form made from descriptions alone: a number has slider and field, a choice a list; each has its sentence and, where it is
 * not the usual value, a button back to that. Advanced ones are folded away.
 */
public final class ParameterForm extends VBox {
    private static final Messages TEXT = Messages.of(ParameterForm.class);
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final double LABEL = 104;
    private static final double FIELD = 54;
    private static final double SLIDER = 120;
    private static final double STEPS = 20;

    private final FormModel model;

    /** @param hidden keys of values that stay as they are */
    public ParameterForm(FormModel model, Set<String> hidden) {
        this.model = model;
        getStyleClass().add("tw-form");
        VBox folded = Ui.styled(new VBox(), "tw-form");
        for (FormModel.Field field : model.fields()) {
            if (hidden.contains(field.key())) {
                continue;
            }
            (field.parameter().advanced() ? folded : this).getChildren().add(row(field));
        }
        if (!folded.getChildren().isEmpty()) {
            getChildren().addAll(fold(folded), folded);
        }
    }

    private static Node fold(VBox folded) {
        SimpleBooleanProperty open = new SimpleBooleanProperty();
        Button fold = Ui.styled(new Button(TEXT.get("form.advanced")), "tw-link");
        fold.setId("form-advanced");
        fold.graphicProperty().bind(open.map(now -> Icons.of(now ? "fth-chevron-down" : "fth-chevron-right")));
        fold.setOnAction(_ -> open.set(!open.get()));
        folded.visibleProperty().bind(open);
        folded.managedProperty().bind(open);
        return fold;
    }

    private Node row(FormModel.Field field) {
        Label label = Ui.wrapped(Ui.styled(new Label(field.label()), "tw-form-label"));
        label.setTooltip(new Tooltip(field.sentence()));
        label.setMinWidth(LABEL);
        HBox line = new HBox(6, label);
        line.setAlignment(Pos.CENTER_LEFT);
        Label sentence = Ui.wrapped(Ui.styled(Ui.secondary(field.sentence()), "tw-form-sentence"));
        switch (field.parameter()) {
            case Parameter.Numeric number -> line.getChildren().addAll(number(field, number, sentence));
            case Parameter.Choice choice -> line.getChildren().add(choice(field, choice));
        }
        HBox.setHgrow(sentence, Priority.ALWAYS);
        sentence.setMaxWidth(Double.MAX_VALUE);
        return new VBox(2, line, new HBox(4, sentence, reset(field)));
    }

    private Node reset(FormModel.Field field) {
        Button reset = Ui.styled(new Button(), "tw-icon-button", "tw-form-reset");
        reset.setId("reset-" + field.key());
        reset.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        reset.setGraphic(Icons.of("fth-corner-up-left"));
        String words = TEXT.get("form.reset", field.label(), shown(field.usual()));
        reset.setAccessibleText(words);
        reset.setTooltip(new Tooltip(words));
        reset.visibleProperty().bind(model.value(field.key()).map(now -> !now.equals(field.usual())));
        reset.setOnAction(_ -> model.reset(field.key()));
        return reset;
    }

    private Node[] number(FormModel.Field field, Parameter.Numeric number, Label sentence) {
        String key = field.key();
        SliderScale scale = SliderScale.of(number, (Double) field.usual());
        Slider slider = new Slider(0, 1, scale.place(model.number(key)));
        slider.setId("slider-" + key);
        slider.setAccessibleText(field.label());
        slider.setTooltip(new Tooltip(field.sentence()));
        slider.setBlockIncrement(1 / STEPS);
        slider.setMinWidth(SLIDER);
        slider.setPrefWidth(SLIDER);
        HBox.setHgrow(slider, Priority.ALWAYS);
        TextField text = new TextField(shown(model.number(key)));
        text.setId("field-" + key);
        text.setAccessibleText(field.label());
        text.setPrefWidth(FIELD);
        text.setMinWidth(FIELD);
        // One drag of the thumb is one edit.
        Object[] gesture = {new Object()};
        boolean[] following = {false};
        slider.valueChangingProperty().addListener(_ -> gesture[0] = new Object());
        slider.valueProperty().addListener((_, _, place) -> {
            if (!following[0]) {
                model.set(key, scale.value(place.doubleValue()), gesture[0]);
            }
        });
        model.value(key).subscribe(now -> {
            following[0] = true;
            if (!slider.isValueChanging()) {
                slider.setValue(scale.place((Double) now));
            }
            text.setText(shown(now));
            following[0] = false;
        });
        Runnable take = () -> {
            boolean fits = take(key, number, text.getText());
            text.pseudoClassStateChanged(WRONG, !fits);
            sentence.setText(
                    fits
                            ? field.sentence()
                            : TEXT.get(
                                    number.whole() ? "form.whole" : "form.between",
                                    shown(number.least()),
                                    shown(number.most())));
        };
        text.setOnAction(_ -> take.run());
        text.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                take.run();
            }
        });
        return new Node[] {slider, text};
    }

    /** Whether a typed number is one that fits; it is taken then. */
    private boolean take(String key, Parameter.Numeric number, String typed) {
        try {
            double value = Double.parseDouble(typed.strip().replace(',', '.'));
            boolean fits =
                    value >= number.least() && value <= number.most() && (!number.whole() || value == Math.rint(value));
            if (fits) {
                model.set(key, value, null);
            }
            return fits;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private Node choice(FormModel.Field field, Parameter.Choice choice) {
        ComboBox<String> combo = new ComboBox<>();
        combo.setId("choice-" + field.key());
        combo.setAccessibleText(field.label());
        combo.setTooltip(new Tooltip(field.sentence()));
        combo.getItems().setAll(choice.options());
        combo.setMinWidth(60);
        combo.setPrefWidth(100);
        combo.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(combo, Priority.ALWAYS);
        model.value(field.key()).subscribe(now -> combo.setValue((String) now));
        combo.valueProperty().addListener((_, _, now) -> {
            if (now != null) {
                model.set(field.key(), now, null);
            }
        });
        return combo;
    }

    private static String shown(Object value) {
        return value instanceof Double number ? PlainNumber.of(number) : String.valueOf(value);
    }
}
