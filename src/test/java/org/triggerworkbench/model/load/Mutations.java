package org.triggerworkbench.model.load;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Damage to files, by their bytes, their words or their parts. */
final class Mutations {
    private static final List<String> WORDS = List.of(
            "torch.relu(x)",
            "torch.add(x, x)",
            "torch.size(x, 0)",
            "[",
            "]",
            "(",
            ")",
            "x",
            "self",
            "1",
            "-1",
            "1e400",
            "9223372036854775807",
            "None",
            "annotate(List[int], [])",
            "annotate(Dict[str, Tensor], {})",
            "x[0]",
            "x[:, 1]",
            "torch.zeros([1000000, 1000000])",
            "torch.as_strided(x, [9], [9], 9000)",
            "torch.reshape(x, [-1])",
            "(self).forward(x, )",
            "if torch.gt(x, 0):",
            "for i in range(9):",
            "while True:",
            "return x",
            "Tensor",
            "float",
            "torch.index_select(x, 0, torch.tensor([-9]))",
            "torch.conv2d(x, x)",
            "torch.matmul(x, x)",
            "pass",
            "torch.view(x, [0, 0])",
            "torch.empty([0])",
            "ops.prim.NumToTensor(1)",
            "torch.tensor([])",
            "\"\"",
            "+",
            "*",
            "@",
            "uninitialized(Tensor)",
            "unchecked_cast(Tensor, 1)",
            "ops.prim.RaiseException(\"\", \"\")",
            ":",
            "=",
            ",");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "4294967295",
            "2147483647",
            "65536",
            "0.5",
            "1e308",
            "\"\"",
            "\"(((\"",
            "\"[a-\"",
            "\"(a+)+$\"",
            "[]",
            "{}",
            "[[]]",
            "{\"type\": \"Sequence\"}",
            "{\"type\": \"ByteLevel\"}",
            "{\"Regex\": \"(?<=a*)b\"}",
            "\"BPE\"",
            "\"Unigram\"",
            "\"WordPiece\"",
            "\"WordLevel\"",
            "{\"type\": \"BertProcessing\", \"sep\": [\"a\", 1], \"cls\": [\"b\", 2]}",
            "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"AAAA\"}",
            "\"\\u0000\"",
            "\"\\ud83d\\ude42\"");

    private Mutations() {}

    static byte[] bytes(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
                default -> bytes = spliced(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)), random);
            }
        }
        return bytes;
    }

    /** A piece taken out, or put in once more. */
    private static byte[] spliced(byte[] bytes, int from, int to, SplittableRandom random) {
        int again = random.nextBoolean() ? to : from;
        byte[] changed = new byte[bytes.length + (again == to ? from - to : to - from)];
        System.arraycopy(bytes, 0, changed, 0, again == to ? from : to);
        System.arraycopy(bytes, again, changed, again == to ? from : to, bytes.length - again);
        return changed;
    }

    /** Code with some words taken out, doubled, moved or replaced. */
    static String code(String code, SplittableRandom random) {
        List<String> words = new ArrayList<>(List.of(code.split("(?<=\\W)|(?=\\W)", -1)));
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && words.size() > 1; i++) {
            int at = random.nextInt(words.size());
            switch (random.nextInt(4)) {
                case 0 -> {
                    String _ = words.remove(at);
                }
                case 1 -> words.add(at, words.get(random.nextInt(words.size())));
                case 2 -> words.set(at, words.get(random.nextInt(words.size())));
                default -> words.set(at, WORDS.get(random.nextInt(WORDS.size())));
            }
        }
        return String.join("", words);
    }

    /** JSON with some parts taken out, doubled or replaced. */
    static String json(String text, SplittableRandom random) {
        JsonElement root = JsonParser.parseString(text);
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            change(root, random);
        }
        return root.toString();
    }

    private static void change(JsonElement root, SplittableRandom random) {
        JsonElement at = root;
        while (true) {
            if (at instanceof JsonObject object && object.size() > 0) {
                List<String> keys = new ArrayList<>(object.keySet());
                String key = keys.get(random.nextInt(keys.size()));
                JsonElement part = object.get(key);
                if (leaf(part) || random.nextInt(4) == 0) {
                    switch (random.nextInt(3)) {
                        case 0 -> {
                            JsonElement _ = object.remove(key);
                        }
                        case 1 -> object.add(keys.get(random.nextInt(keys.size())), part.deepCopy());
                        default -> object.add(key, value(part, random));
                    }
                    return;
                }
                at = part;
            } else if (at instanceof JsonArray array && !array.isEmpty()) {
                int place = random.nextInt(array.size());
                JsonElement part = array.get(place);
                if (leaf(part) || random.nextInt(4) == 0) {
                    switch (random.nextInt(3)) {
                        case 0 -> {
                            JsonElement _ = array.remove(place);
                        }
                        case 1 -> array.add(part.deepCopy());
                        default -> array.set(place, value(part, random));
                    }
                    return;
                }
                at = part;
            } else {
                return;
            }
        }
    }

    private static boolean leaf(JsonElement part) {
        return part instanceof JsonPrimitive
                || part instanceof JsonNull
                || (part instanceof JsonArray array && array.isEmpty())
                || (part instanceof JsonObject object && object.isEmpty());
    }

    private static JsonElement value(JsonElement part, SplittableRandom random) {
        if (part instanceof JsonPrimitive told && told.isString() && random.nextBoolean()) {
            return new JsonPrimitive(code(told.getAsString() + " ", random));
        }
        return JsonParser.parseString(VALUES.get(random.nextInt(VALUES.size())));
    }
}
