package org.triggerworkbench.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whole numbers from 1 on. */
final class Counts implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String word) {
        try {
            int number = Integer.parseInt(word.strip());
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, as numbers below 1 are
        }
        throw new TypeConversionException(CliText.get("use.count", word));
    }
}
