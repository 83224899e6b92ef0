package org.triggerworkbench.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.text.InputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The model that is looked at, seen through a prompt or not, and the data it is looked at with. */
final class SubjectOptions {
    @Option(names = "--model", required = true, paramLabel = "MODEL", descriptionKey = "model")
    String model = "";

    @Option(
            names = "--arch",
            paramLabel = "NAME",
            converter = ArchitectureConverter.class,
            descriptionKey = "architecture")
    @Nullable
    String architecture;

    @Option(names = "--output", paramLabel = "N|NAME", descriptionKey = "output")
    @Nullable
    String output;

    @Option(names = "--trust-script", descriptionKey = "trustScript")
    boolean trustScript;

    @Option(names = "--data", required = true, paramLabel = "DATA", descriptionKey = "data")
    String data = "";

    @Option(names = "--skip-broken", descriptionKey = "skipBroken")
    boolean skipBroken;

    @Option(names = "--prompt", paramLabel = "FILE", descriptionKey = "prompt")
    @Nullable
    Path prompt;

    /** Reads the name of an architecture. */
    static final class ArchitectureConverter implements ITypeConverter<String> {
        @Override
        public String convert(String word) {
            try {
                return Architecture.named(word).name();
            } catch (InputException e) {
                throw new TypeConversionException(e.sentence());
            }
        }
    }
}
