package org.triggerworkbench.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** What every config.json of an image classifier of the transformers library tells. */
public final class ClassifierConfig {
    /** How that library calls the file. */
    public static final String NAME = "config.json";

    private static final Messages TEXT = Messages.of(ClassifierConfig.class);
    private static final String ONE_CLASS = "single_label_classification";

    private ClassifierConfig() {}

    /**
     * Requires a class of that library, and one class an image.
     *
     * @throws InputException naming what is told otherwise
     */
    public static void require(JsonFields root, String architecture) {
        if (root.has("architectures") && !names(root, architecture)) {
            String told = FileWord.shown(root.json().get("architectures").toString());
            throw new InputException(TEXT.get("vit.architecture", root.file(), told, architecture));
        }
        if (!root.text("problem_type", ONE_CLASS).equals(ONE_CLASS)) {
            throw setting(root, "problem_type");
        }
    }

    /** Whether a config.json names a class of that library. */
    public static boolean names(JsonFields root, String architecture) {
        return root.has("architectures")
                && root.json().get("architectures").toString().contains('"' + architecture + '"');
    }

    /** Requires three channels. */
    public static void requireColours(JsonFields root) {
        if (root.integer("num_channels", 3) != 3) {
            throw setting(root, "num_channels");
        }
    }

    /** Names by class number, which must be 0 to K - 1; empty where there are none. */
    public static List<String> labels(JsonFields root) {
        Map<String, JsonElement> named = root.object("id2label").json().asMap();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            JsonElement label = named.get(String.valueOf(i));
            if (!(label instanceof JsonPrimitive)) {
                throw root.wrong("id2label", null);
            }
            labels.add(label.getAsString());
        }
        return labels;
    }

    /** @throws InputException if there are labels and they are not one for each class */
    public static void requireLabels(JsonFields root, List<String> labels, int classes) {
        if (!labels.isEmpty() && labels.size() != classes) {
            throw new InputException(TEXT.get("vit.labels", root.file(), labels.size(), classes));
        }
    }

    /** That a setting is not computed here. */
    public static InputException setting(JsonFields root, String key) {
        String value = FileWord.shown(String.valueOf(root.json().get(key)));
        return new InputException(TEXT.get("vit.setting", root.file(), key, value));
    }

    /** That a size asks for more than the weights have. */
    public static InputException beyond(JsonFields root, String key, long value, long there) {
        return new InputException(TEXT.get("clip.bounds", root.file(), key, value, there));
    }
}
