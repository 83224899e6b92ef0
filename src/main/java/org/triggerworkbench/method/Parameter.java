package org.triggerworkbench.method;

import java.util.List;

/**
 * One setting of a method: from these the form, the command line, the check of experiment files and the docs are made. Its
 * label and its sentence stand in the method's card under its key.
 */
public sealed interface Parameter {
    /** Name in experiment files: lower case, words joined with hyphens. */
    String key();

    /** Whether a form may fold it away. */
    boolean advanced();

    /**
     * A number.
     *
     * @param preset the value where none is given
     * @param least smallest value allowed
     * @param most largest value allowed
     * @param whole whether only whole numbers are allowed
     */
    record Numeric(String key, double preset, double least, double most, boolean whole, boolean advanced)
            implements Parameter {}

    /**
     * One of a few words.
     *
     * @param preset the word where none is given, one of the options
     */
    record Choice(String key, String preset, List<String> options, boolean advanced) implements Parameter {
        public Choice {
            options = List.copyOf(options);
        }
    }
}
