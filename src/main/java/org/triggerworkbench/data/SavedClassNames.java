package org.triggerworkbench.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The names of classes in the facts beside a data set that was saved here, under {@code classes}. */
final class SavedClassNames {
    private static final String CLASSES = "classes";
    /** More than a hundred thousand names need. */
    private static final long MOST_BYTES = 1L << 24;

    private SavedClassNames() {}

    /**
     * The names of classes that are numbers in the data; the numbers where no names are told, as where the facts are somebody
     * else's, of whatever size and kind.
     *
     * @param facts the file, which need not be there
     * @param numbers from 0; there may be more classes than occur
     */
    static List<String> of(Path facts, List<String> numbers) {
        try {
            if (!Files.isRegularFile(facts) || Files.size(facts) > MOST_BYTES) {
                return numbers;
            }
            JsonElement told = JsonParser.parseString(Files.readString(facts, StandardCharsets.UTF_8));
            if (!(told instanceof JsonObject object) || !(object.get(CLASSES) instanceof JsonArray array)) {
                return numbers;
            }
            List<String> names =
                    array.asList().stream().map(JsonElement::getAsString).toList();
            boolean areTheirs =
                    names.size() >= numbers.size() && names.stream().distinct().count() == names.size();
            return areTheirs ? names : numbers;
        } catch (IOException
                | JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | StackOverflowError e) {
            return numbers;
        }
    }
}
