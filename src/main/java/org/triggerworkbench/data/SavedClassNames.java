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
import org.triggerworkbench.text.InputException;

/** The names of classes in the facts beside a data set that was saved here, under {@code classes}. */
final class SavedClassNames {
    private static final String CLASSES = "classes";

    private SavedClassNames() {}

    /**
     * The names of classes that are numbers in the data; the numbers where no names are told, as where the facts are somebody
     * else's.
     *
     * @param facts the file, which need not be there
     * @param numbers from 0; there may be more classes than occur
     * @throws InputException if the file is there and cannot be read
     */
    static List<String> of(Path facts, List<String> numbers) {
        if (!Files.isRegularFile(facts)) {
            return numbers;
        }
        PictureLists.requireShort(facts);
        try {
            JsonElement told = JsonParser.parseString(Files.readString(facts, StandardCharsets.UTF_8));
            if (!(told instanceof JsonObject object) || !(object.get(CLASSES) instanceof JsonArray array)) {
                return numbers;
            }
            List<String> names =
                    array.asList().stream().map(JsonElement::getAsString).toList();
            boolean areTheirs =
                    names.size() >= numbers.size() && names.stream().distinct().count() == names.size();
            return areTheirs ? names : numbers;
        } catch (IOException e) {
            throw DataFiles.unreadable(facts, e);
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | StackOverflowError e) {
            return numbers;
        }
    }
}
