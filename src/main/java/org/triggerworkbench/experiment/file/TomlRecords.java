package org.triggerworkbench.experiment.file;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.text.NearestWord;

/**
 * TOML tables as records: a component {@code learningRate} is the key {@code learning-rate}; a record component is a table;
 * a key left out takes the preset's value; a key that no component has is an error with its line and the nearest known key.
 */
final class TomlRecords {
    private static final Messages TEXT = Messages.of(TomlRecords.class);

    private static final Map<String, String> KEYS = new ConcurrentHashMap<>();
    /** Java copies them at each asking, and what finds out how to call an accessor is kept with the copy. */
    private static final ClassValue<List<RecordComponent>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            return List.of(type.getRecordComponents());
        }
    };

    private final Path file;

    TomlRecords(Path file) {
        this.file = file;
    }

    /**
     * A record of the preset's class from a table. A component of a sealed type is left as preset: one of several tables may
     * stand for it.
     *
     * @param others keys of such tables
     */
    <R extends Record> R read(@Nullable TomlTable table, R preset, List<String> others) {
        List<RecordComponent> components = components(preset);
        if (table != null) {
            requireKnown(
                    table,
                    Stream.concat(
                                    components.stream()
                                            .filter(component -> !isChoice(component))
                                            .map(TomlRecords::key),
                                    others.stream())
                            .toList());
        }
        Object[] values = new Object[components.size()];
        for (int i = 0; i < components.size(); i++) {
            Object standard = get(components.get(i), preset);
            values[i] = isChoice(components.get(i)) ? standard : value(table, key(components.get(i)), standard);
        }
        return construct(preset, components, values);
    }

    /** The components of a record, in their order. */
    static List<RecordComponent> components(Record record) {
        return COMPONENTS.get(record.getClass());
    }

    /** Reports keys that nobody knows. */
    void requireKnown(TomlTable table, List<String> known) {
        for (String key : table.keySet()) {
            if (!known.contains(key)) {
                throw new InputException(TEXT.get(
                        "toml.unknown", file, line(table, key), FileWord.shown(key), NearestWord.of(key, known)));
            }
        }
    }

    /** The key of a component: words in lower case joined with hyphens. */
    static String key(RecordComponent component) {
        return KEYS.computeIfAbsent(
                component.getName(), name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }

    static Object get(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isChoice(RecordComponent component) {
        return component.getType().isSealed();
    }

    /** A whole number under a key. */
    int whole(TomlTable table, String key, int preset) {
        return (Integer) value(table, key, preset);
    }

    private Object value(@Nullable TomlTable table, String key, Object standard) {
        Object given = table == null ? null : table.get(List.of(key));
        if (table == null || given == null) {
            return standard;
        }
        return switch (standard) {
            case Record nested when given instanceof TomlTable inner -> read(inner, nested, List.of());
            case String _ when given instanceof String -> given;
            case String _ when given instanceof Long number -> number.toString();
            case Boolean _ when given instanceof Boolean -> given;
            case Integer _ when given instanceof Long number && number == number.intValue() -> number.intValue();
            case Long _ when given instanceof Long -> given;
            case Double _ when given instanceof Number number -> number.doubleValue();
            case Record _ -> throw wrongType(table, key, "toml.table");
            case String _ -> throw wrongType(table, key, "toml.text");
            case Boolean _ -> throw wrongType(table, key, "toml.flag");
            case Integer _, Long _ -> throw wrongType(table, key, "toml.whole");
            case Double _ -> throw wrongType(table, key, "toml.number");
            default -> throw new IllegalArgumentException("no such type in TOML: " + standard.getClass());
        };
    }

    InputException wrongType(TomlTable table, String key, String wanted) {
        return new InputException(TEXT.get("toml.type", file, line(table, key), key, TEXT.get(wanted)));
    }

    private static int line(TomlTable table, String key) {
        TomlPosition position = table.inputPositionOf(List.of(key));
        return position == null ? 0 : position.line();
    }

    @SuppressWarnings("unchecked") // the canonical constructor of R makes an R
    private static <R extends Record> R construct(R preset, List<RecordComponent> components, Object[] values) {
        Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return (R) preset.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
