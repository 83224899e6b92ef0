package org.triggerworkbench.app.state;

import java.util.Arrays;
import java.util.List;
import java.util.prefs.Preferences;
import java.util.stream.Stream;

/** What the window remembers between two starts. The node's name carries the version; tests give one of their own. */
public final class Settings {
    private static final int RECENT = 8;
    private static final String RECENT_KEY = "recent";

    private final Preferences node;

    public Settings(Preferences node) {
        this.node = node;
    }

    /** The user's, or those named by {@code -Dworkbench.settings}. */
    public static Settings ofUser() {
        return new Settings(
                Preferences.userRoot().node(System.getProperty("workbench.settings", "org/triggerworkbench/0.1")));
    }

    public String get(String key, String otherwise) {
        return node.get(key, otherwise);
    }

    public double get(String key, double otherwise) {
        return node.getDouble(key, otherwise);
    }

    public boolean get(String key, boolean otherwise) {
        return node.getBoolean(key, otherwise);
    }

    public void put(String key, String value) {
        node.put(key, value);
    }

    public void put(String key, double value) {
        node.putDouble(key, value);
    }

    public void put(String key, boolean value) {
        node.putBoolean(key, value);
    }

    /** Paths opened last, newest first. */
    public List<String> recent() {
        return Arrays.stream(node.get(RECENT_KEY, "").split("\n"))
                .filter(path -> !path.isEmpty())
                .toList();
    }

    /** Puts a path first among the recent ones. */
    public void remember(String path) {
        List<String> next = Stream.concat(Stream.of(path), recent().stream().filter(old -> !old.equals(path)))
                .limit(RECENT)
                .toList();
        node.put(RECENT_KEY, String.join("\n", next));
    }
}
