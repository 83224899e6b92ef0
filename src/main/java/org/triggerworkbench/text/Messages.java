package org.triggerworkbench.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * The words shown to users, one resource bundle per package: {@code messages.properties} beside the package's classes. A
 * package without one shares that of the package above it.
 *
 * <p>Patterns are {@link MessageFormat} patterns: {@code {0}} is the first argument, an apostrophe is written twice.
 * Numbers are printed plainly (1024, not 1,024); give a formatted string where another form is wanted.
 */
public final class Messages {
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
        return new Messages(ResourceBundle.getBundle(folder + ".messages", Locale.ROOT, type.getClassLoader()));
    }

    /**
     * The text under a key with its arguments filled in.
     *
     * @throws MissingResourceException if the bundle has no such key
     */
    public String get(String key, Object... arguments) {
        Object[] plain = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            plain[i] = String.valueOf(arguments[i]);
        }
        String text = new MessageFormat(bundle.getString(key), Locale.ROOT).format(plain);
        return Boolean.getBoolean("workbench.pseudo") ? PseudoLocale.lengthen(text) : text;
    }
}
