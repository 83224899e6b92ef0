package org.triggerworkbench.app.state;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.prefs.Preferences;
import java.util.stream.Stream;
import javafx.geometry.Rectangle2D;

/** What the window remembers between two starts, each thing with its type and what it is at first. The node's name carries the version; tests give one of their own. */
public final class Settings {
    private static final int RECENT = 8;
    private static final int RECENT_ACTIONS = 5;
    private static final String ACTIONS = "actions";
    private static final String RECENT_KEY = "recent";
    private static final int ANSWERS = 16;
    private static final String ANSWERS_KEY = "answers";
    private static final String DARK = "dark";
    private static final String DEVICE = "device";
    private static final String COLUMNS = "columns";
    private static final String ROWS = "rows";
    private static final String MAXIMISED = "maximised";
    private static final String TEXT_SCALE = "textScale";
    private static final double LEAST_SCALE = 0.8;
    private static final double MOST_SCALE = 2;
    private static final String BATCH = "batch";
    private static final String FOLDERS = "folders";
    private static final String LAST_FOLDER = "last";
    private static final String X = "x";
    private static final String Y = "y";
    private static final String WIDTH = "width";
    private static final String HEIGHT = "height";

    private final Preferences node;

    public Settings(Preferences node) {
        this.node = node;
    }

    /** The user's, or those named by {@code -Dworkbench.settings}. */
    public static Settings ofUser() {
        return new Settings(
                Preferences.userRoot().node(System.getProperty("workbench.settings", "org/triggerworkbench/0.1")));
    }

    public boolean isDark() {
        return node.getBoolean(DARK, false);
    }

    public void setDark(boolean dark) {
        node.putBoolean(DARK, dark);
    }

    /** The device the engine starts on, as {@code ComputeDevice.parse} reads it. */
    public String device() {
        return node.get(DEVICE, "cpu");
    }

    public void setDevice(String device) {
        node.put(DEVICE, device);
    }

    public boolean isMaximised() {
        return node.getBoolean(MAXIMISED, false);
    }

    public void setMaximised(boolean maximised) {
        node.putBoolean(MAXIMISED, maximised);
    }

    /** Where the window stands on the screens while it is not maximised; empty before the first end. */
    public Optional<Rectangle2D> place() {
        double width = node.getDouble(WIDTH, 0);
        return width > 0
                ? Optional.of(new Rectangle2D(
                        node.getDouble(X, 0), node.getDouble(Y, 0), width, Math.max(0, node.getDouble(HEIGHT, 0))))
                : Optional.empty();
    }

    public void setPlace(Rectangle2D place) {
        node.putDouble(X, place.getMinX());
        node.putDouble(Y, place.getMinY());
        node.putDouble(WIDTH, place.getWidth());
        node.putDouble(HEIGHT, place.getHeight());
    }

    /** How much of the window is left of or above a divider, in [0, 1]. */
    public record Dividers(double columns, double rows) {
        /** Where they stand at first. */
        public static final Dividers USUAL = new Dividers(0.49, 0.57);
    }

    public Dividers dividers() {
        return new Dividers(
                node.getDouble(COLUMNS, Dividers.USUAL.columns()), node.getDouble(ROWS, Dividers.USUAL.rows()));
    }

    public void setDividers(Dividers dividers) {
        node.putDouble(COLUMNS, dividers.columns());
        node.putDouble(ROWS, dividers.rows());
    }

    /** Paths opened last, newest first. */
    public List<String> recent() {
        return lines(RECENT_KEY);
    }

    /** Puts a path first among the recent ones. */
    public void remember(String path) {
        node.put(RECENT_KEY, withFirst(path, recent(), RECENT));
    }

    /** What was told last when a path was opened that leaves something open; empty for nothing. */
    public Optional<String> answer(String path) {
        return lines(ANSWERS_KEY).stream()
                .filter(line -> path.equals(answered(line)))
                .findFirst()
                .map(line -> URLDecoder.decode(line.substring(0, line.indexOf(' ')), StandardCharsets.UTF_8));
    }

    /** Keeps what was told of a path, beside what was told of a few others. */
    public void remember(String path, String answer) {
        List<String> others = lines(ANSWERS_KEY).stream()
                .filter(line -> !path.equals(answered(line)))
                .toList();
        String first = URLEncoder.encode(answer, StandardCharsets.UTF_8) + " " + path;
        node.put(ANSWERS_KEY, withFirst(first, others, ANSWERS));
    }

    /** The path in a line of answers. */
    private static String answered(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    /** What the user chose for the next start; empty for the usual. */
    public String chosen(StartSetting setting) {
        return node.get(setting.property(), "");
    }

    /** Chooses for the next start; an empty value goes back to the usual. */
    public void choose(StartSetting setting, String value) {
        if (value.isEmpty()) {
            node.remove(setting.property());
        } else {
            node.put(setting.property(), value);
        }
    }

    /** How large words are, 1 being usual. */
    public double textScale() {
        return Math.clamp(node.getDouble(TEXT_SCALE, 1), LEAST_SCALE, MOST_SCALE);
    }

    public void setTextScale(double scale) {
        node.putDouble(TEXT_SCALE, scale);
    }

    /** The batch that forms of a training begin with; 0 for that of the method. */
    public int batch() {
        return Math.max(0, node.getInt(BATCH, 0));
    }

    public void setBatch(int batch) {
        node.putInt(BATCH, batch);
    }

    /** Ids of the actions chosen last in the palette, newest first. */
    public List<String> recentActions() {
        return lines(ACTIONS);
    }

    /** Puts an action first among the recent ones. */
    public void rememberAction(String id) {
        node.put(ACTIONS, withFirst(id, recentActions(), RECENT_ACTIONS));
    }

    private List<String> lines(String key) {
        return Arrays.stream(node.get(key, "").split("\n"))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String withFirst(String first, List<String> others, int most) {
        StringBuilder lines = new StringBuilder();
        Stream.concat(Stream.of(first), others.stream().filter(old -> !old.equals(first)))
                .limit(most)
                // Preferences take values of a limited length.
                .takeWhile(line -> lines.length() + line.length() < Preferences.MAX_VALUE_LENGTH)
                .forEachOrdered(
                        line -> lines.append(lines.isEmpty() ? "" : "\n").append(line));
        return lines.toString();
    }

    /** The folder used last for files of a kind; for a kind that was never chosen, the one used last for any. */
    public Optional<Path> folder(String kind) {
        Preferences folders = node.node(FOLDERS);
        String found = folders.get(key(kind), folders.get(LAST_FOLDER, ""));
        try {
            return found.isEmpty() ? Optional.empty() : Optional.of(Path.of(found));
        } catch (InvalidPathException e) {
            // Another system's settings, or damaged ones: as if there were none.
            return Optional.empty();
        }
    }

    public void setFolder(String kind, Path folder) {
        node.node(FOLDERS).put(key(kind), folder.toString());
        node.node(FOLDERS).put(LAST_FOLDER, folder.toString());
    }

    /** Preferences take names of a limited length. */
    private static String key(String kind) {
        return kind.substring(0, Math.min(kind.length(), Preferences.MAX_KEY_LENGTH));
    }
}
