package org.triggerworkbench.model.clip;

import java.util.List;
import java.util.Locale;
import org.triggerworkbench.data.picture.Resampling.Filter;
import org.triggerworkbench.model.JsonFields;

/** Pillow's numbers and names of resampling filters, as {@code resample} tells them. */
final class PillowFilters {
    private static final List<Filter> BY_NUMBER =
            List.of(Filter.NEAREST, Filter.LANCZOS, Filter.BILINEAR, Filter.BICUBIC, Filter.BOX, Filter.HAMMING);

    private PillowFilters() {}

    static int number(Filter filter) {
        return BY_NUMBER.indexOf(filter);
    }

    /**
     * The filter that a field tells by its number 0 to 5 or by name, such as {@code bicubic} or {@code
     * PILImageResampling.BICUBIC}; bicubic where there is no such field.
     *
     * @throws org.triggerworkbench.text.InputException if it tells another
     */
    static Filter read(JsonFields fields, String key) {
        String told = fields.text(key, "bicubic");
        String name = told.substring(told.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        for (Filter filter : BY_NUMBER) {
            if (name.equals(filter.name()) || told.equals(Integer.toString(number(filter)))) {
                return filter;
            }
        }
        // torchvision's name for what Pillow calls nearest.
        if (name.equals("NEAREST-EXACT") || name.equals("NEAREST_EXACT")) {
            return Filter.NEAREST;
        }
        throw fields.wrong(key, null);
    }
}
