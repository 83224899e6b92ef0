package org.triggerworkbench.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.signs.RoadSigns;

/** The data sets that come with the program, by name; drawn when they are asked for, always the same. */
public final class BundledData {
    private static final long SEED = 2026;
    private static final int TRAIN = 20_000;
    private static final int VALIDATION = 2_000;
    private static final int TEST = 10_000;

    private BundledData() {}

    public static List<String> names() {
        return List.copyOf(all().keySet());
    }

    public static Map<String, Supplier<Dataset>> all() {
        Map<String, Supplier<Dataset>> bundled = new LinkedHashMap<>();
        for (RoadSigns.Domain domain : RoadSigns.Domain.values()) {
            bundled.put(domain.datasetName(), () -> RoadSigns.dataset(domain, SEED, TRAIN, VALIDATION, TEST));
        }
        return bundled;
    }
}
