package org.triggerworkbench.app.shared;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A style sheet with its words larger or smaller, and what holds them with them. The sizes of ours are absolute, since sizes
 * relative to the parent's would add up; those of AtlantaFX follow the root's.
 */
final class ScaledSheet {
    private static final Pattern SIZE = Pattern.compile(
            "(-fx-(?:font-size|icon-size|cell-size|size|(?:min|pref|max)-(?:width|height)):\\s*)(\\d+(?:\\.\\d+)?)");

    private static final Pattern IMPORT = Pattern.compile("@import \"([^\"]+)\";");

    private ScaledSheet() {}

    /**
     * Where a sheet of ours is to be loaded from: its own place where nothing is scaled, else one made of its text.
     *
     * @param path of the resource, absolute
     */
    static String address(String path, double scale) {
        if (scale == 1) {
            return resource(path).toExternalForm();
        }
        return "data:text/css;charset=utf-8;base64,"
                + Base64.getEncoder().encodeToString(text(path, scale).getBytes(StandardCharsets.UTF_8));
    }

    /** Ours with those of ours that it imports within it: beside a text there are no other files. */
    private static String text(String path, double scale) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        String whole = IMPORT.matcher(read(path)).replaceAll(found -> {
            String name = found.group(1);
            String put =
                    name.startsWith("/") ? "@import \"" + resource(name).toExternalForm() + "\";" : read(folder + name);
            return Matcher.quoteReplacement(put);
        });
        return SIZE.matcher(whole).replaceAll(found -> scaled(found, scale));
    }

    private static String scaled(MatchResult found, double scale) {
        return found.group(1) + String.format(Locale.ROOT, "%.1f", Double.parseDouble(found.group(2)) * scale);
    }

    private static String read(String path) {
        try (InputStream in = resource(path).openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the program lacks its own " + path, e);
        }
    }

    private static URL resource(String path) {
        return Objects.requireNonNull(ScaledSheet.class.getResource(path), path);
    }
}
