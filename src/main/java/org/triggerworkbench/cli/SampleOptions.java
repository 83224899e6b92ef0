package org.triggerworkbench.cli;

import java.util.Locale;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.data.Sample.Split;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which images a model is shown. */
final class SampleOptions {
    @Option(
            names = "--split",
            paramLabel = "train|val|test",
            defaultValue = "test",
            converter = SplitConverter.class,
            descriptionKey = "split")
    private Split split = Split.TEST;

    @Option(names = "--limit", paramLabel = "N", converter = Counts.class, descriptionKey = "limit")
    private int limit;

    @Option(names = "--sample-seed", paramLabel = "SEED", defaultValue = "0", descriptionKey = "sampleSeed")
    private long sampleSeed = Sample.SEED;

    /** The images drawn. */
    Sample sample() {
        return new Sample(split, limit, sampleSeed);
    }

    /** Reads which part of the data is meant. */
    static final class SplitConverter implements ITypeConverter<Split> {
        @Override
        public Split convert(String word) {
            return switch (word.toLowerCase(Locale.ROOT)) {
                case "train" -> Split.TRAIN;
                case "val", "validation" -> Split.VALIDATION;
                case "test" -> Split.TEST;
                default -> throw new TypeConversionException(CliText.get("use.split", word));
            };
        }
    }
}
