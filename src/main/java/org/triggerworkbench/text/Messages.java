package org.triggerworkbench.text;

import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/**
 * The words shown to users, one resource bundle per package: {@code messages.properties} beside the package's classes. A
 * package without one shares that of the package above it.
 *
 * <p>Patterns are {@link MessageFormat} patterns: {@code {0}} is the first argument, an apostrophe is written twice.
 * Numbers are printed plainly (1024, not 1,024); give a formatted string where another form is wanted.
 */
public final class Messages {
    /** What a language lacks is said in English, not in the language of the machine. */
    private static final ResourceBundle.Control ONE_LANGUAGE =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle bundle;

    private Messages(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /**
     * The bundle of the package of the given class, or of the nearest package above it that has one.
     *
     * @throws MissingResourceException if none has one
     */
    public static Messages of(Class<?> type) {
        String folder = type.getPackageName();
        while (type.getClassLoader().getResource(folder.replace('.', '/') + "/messages.properties") == null
                && folder.contains(".")) {
            folder = folder.substring(0, folder.lastIndexOf('.'));
        }
        return new Messages(
                ResourceBundle.getBundle(folder + ".messages", language(), type.getClassLoader(), ONE_LANGUAGE));
    }

    /** The language of this start, {@code -Dworkbench.language}; English, the root, where none is named. */
    private static Locale language() {
        return Locale.forLanguageTag(System.getProperty("workbench.language", ""));
    }

    /** Languages beside English that a package has words in, such as {@code de}. */
    public static List<Locale> languages(Class<?> type) {
        String stem = type.getPackageName().replace('.', '/') + "/messages_";
        return Stream.of(Locale.getISOLanguages())
                .filter(each -> type.getClassLoader().getResource(stem + each + ".properties") != null)
                .map(Locale::of)
                .toList();
    }

    /**
     * The text under a key with its arguments filled in, control characters in them replaced.
     *
     * @throws MissingResourceException if the bundle has no such key
     */
    public String get(String key, Object... arguments) {
        Object[] plain = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            String argument = String.valueOf(arguments[i]);
            // A path is a name that somebody else may have given.
            plain[i] = FileWord.visible(arguments[i] instanceof Path ? argument.replace('\n', '?') : argument);
        }
        String text = new MessageFormat(bundle.getString(key), Locale.ROOT).format(plain);
        return Boolean.getBoolean("workbench.pseudo") ? PseudoLocale.lengthen(text) : text;
    }
}
