package org.triggerworkbench.app.training.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.Edit;
import org.triggerworkbench.app.state.UndoStack;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.text.Messages;

/** The values of a form made from a method's description; every change is an edit that can be undone. */
public final class FormModel {
    private static final Messages TEXT = Messages.of(FormModel.class);

    private final List<Field> fields;
    private final UndoStack undo;
    private final Map<String, ReadOnlyObjectWrapper<Object>> values = new LinkedHashMap<>();

    /**
     * One row.
     *
     * @param label for people
     * @param sentence what it does
     * @param usual the value it starts with and is reset to: a {@link Double} or a {@link String}
     */
    public record Field(Parameter parameter, String label, String sentence, Object usual) {
        public String key() {
            return parameter.key();
        }
    }

    public FormModel(List<Field> fields, UndoStack undo) {
        this.fields = List.copyOf(fields);
        this.undo = undo;
        fields.forEach(field -> values.put(field.key(), new ReadOnlyObjectWrapper<>(field.usual())));
    }

    /**
     * The rows of a method with a card.
     *
     * @param usual values by key that stand in for the method's own presets; keys it does not have are passed over
     */
    public static List<Field> fields(List<Parameter> parameters, Card card, Map<String, Object> usual) {
        return parameters.stream()
                .map(parameter -> new Field(
                        parameter,
                        card.label(parameter.key()),
                        card.sentence(parameter.key()),
                        usual(parameter, usual.get(parameter.key()))))
                .toList();
    }

    private static Object usual(Parameter parameter, @Nullable Object wanted) {
        return switch (parameter) {
            case Parameter.Numeric number -> wanted instanceof Double value ? value : number.preset();
            case Parameter.Choice choice ->
                wanted instanceof String word && choice.options().contains(word) ? word : choice.preset();
        };
    }

    public List<Field> fields() {
        return fields;
    }

    /** A value now. */
    public ReadOnlyObjectProperty<Object> value(String key) {
        return property(key).getReadOnlyProperty();
    }

    /** All values by key. */
    public Map<String, Object> values() {
        Map<String, Object> all = new LinkedHashMap<>();
        values.forEach((key, value) -> all.put(key, value.get()));
        return all;
    }

    public double number(String key) {
        return (Double) property(key).get();
    }

    public int whole(String key) {
        return (int) Math.round(number(key));
    }

    public String choice(String key) {
        return (String) property(key).get();
    }

    /**
     * Changes a value, as an edit.
     *
     * @param gesture changes of one gesture are one edit; null for an edit of its own
     */
    public void set(String key, Object value, @Nullable Object gesture) {
        ObjectProperty<Object> property = property(key);
        Object before = property.get();
        if (before.equals(value)) {
            return;
        }
        String label = field(key).label();
        undo.apply(new Edit(
                TEXT.get("edit.change", label), () -> property.set(before), () -> property.set(value), gesture));
    }

    /** Back to the usual value, as an edit. */
    public void reset(String key) {
        set(key, field(key).usual(), null);
    }

    private Field field(String key) {
        return fields.stream()
                .filter(field -> field.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no field " + key));
    }

    private ReadOnlyObjectWrapper<Object> property(String key) {
        return Objects.requireNonNull(values.get(key), key);
    }
}
