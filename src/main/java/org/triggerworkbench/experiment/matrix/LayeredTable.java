package org.triggerworkbench.experiment.matrix;

import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlElement;
import org.tomlj.TomlKeyValue;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** TOML tables laid over each other: the value of a key is that of the last that has it; each keeps its line of the file. */
final class LayeredTable implements TomlTable {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, @Nullable TomlPosition> positions = new LinkedHashMap<>();

    /** A table of its own with the same values. */
    LayeredTable copy() {
        LayeredTable copy = new LayeredTable();
        copy.lay(this);
        return copy;
    }

    /** Lays a table over this one. */
    void lay(TomlTable other) {
        for (String key : other.keySet()) {
            Object value = other.get(List.of(key));
            if (value instanceof TomlTable inner) {
                table(key, other.inputPositionOf(List.of(key))).lay(inner);
            } else if (value != null) {
                put(key, value, other.inputPositionOf(List.of(key)));
            }
        }
    }

    /** Sets a value below a path of tables. */
    void set(List<String> path, Object value, @Nullable TomlPosition at) {
        if (path.size() == 1) {
            put(path.getFirst(), value, at);
        } else {
            table(path.getFirst(), at).set(path.subList(1, path.size()), value, at);
        }
    }

    /** The table under a key, made where there is none. */
    LayeredTable table(String key, @Nullable TomlPosition at) {
        if (values.get(key) instanceof LayeredTable inner) {
            return inner;
        }
        LayeredTable inner = new LayeredTable();
        put(key, inner, at);
        return inner;
    }

    void remove(String key) {
        values.remove(key);
        positions.remove(key);
    }

    private void put(String key, Object value, @Nullable TomlPosition at) {
        values.put(key, value);
        positions.put(key, at);
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public boolean isEmpty() {
        return values.isEmpty();
    }

    @Override
    public Set<String> keySet() {
        return values.keySet();
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return values.entrySet();
    }

    @Override
    public @Nullable Object get(List<String> path) {
        Object value = values.get(path.getFirst());
        return path.size() == 1
                ? value
                : value instanceof TomlTable inner ? inner.get(path.subList(1, path.size())) : null;
    }

    @Override
    public @Nullable TomlPosition inputPositionOf(List<String> path) {
        return path.size() == 1
                ? positions.get(path.getFirst())
                : values.get(path.getFirst()) instanceof TomlTable inner
                        ? inner.inputPositionOf(path.subList(1, path.size()))
                        : null;
    }

    @Override
    public Set<List<String>> keyPathSet(boolean includeTables) {
        Set<List<String>> paths = new LinkedHashSet<>();
        entryPathSet(includeTables).forEach(entry -> paths.add(entry.getKey()));
        return paths;
    }

    @Override
    public Set<Map.Entry<List<String>, Object>> entryPathSet(boolean includeTables) {
        Set<Map.Entry<List<String>, Object>> entries = new LinkedHashSet<>();
        values.forEach((key, value) -> {
            if (includeTables || !(value instanceof TomlTable)) {
                entries.add(new SimpleEntry<>(List.of(key), value));
            }
            if (value instanceof TomlTable inner) {
                for (Map.Entry<List<String>, Object> below : inner.entryPathSet(includeTables)) {
                    List<String> path = new ArrayList<>(List.of(key));
                    path.addAll(below.getKey());
                    entries.add(new SimpleEntry<>(path, below.getValue()));
                }
            }
        });
        return entries;
    }

    @Override
    public @Nullable TomlKeyValue entry(List<String> path) {
        throw new UnsupportedOperationException("these tables are not written back");
    }

    @Override
    public List<TomlElement> elements() {
        throw new UnsupportedOperationException("these tables are not written back");
    }

    @Override
    public Map<String, Object> toMap() {
        return new LinkedHashMap<>(values);
    }
}
