package org.triggerworkbench.model.clip;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * The tokenizer of a folder without tokenizer.json: vocab.json (tokens with their ids) and merges.txt (a pair a line, the most
 * frequent first), as transformers kept CLIP's before. Only CLIP's: others have the same names and another way to split words.
 */
final class VocabularyFiles {
    static final String VOCABULARY = "vocab.json";
    static final String MERGES = "merges.txt";
    private static final Messages TEXT = Messages.of(VocabularyFiles.class);
    private static final int MOST_BYTES = 32 << 20;
    private static final String HEAD = "#version";

    private VocabularyFiles() {}

    /** Whether a folder has both files and no tokenizer.json. */
    static boolean areIn(Path folder) {
        return !Files.exists(folder.resolve(ClipTokenizer.NAME))
                && Files.isRegularFile(folder.resolve(VOCABULARY))
                && Files.isRegularFile(folder.resolve(MERGES));
    }

    /**
     * The tokenizer.json that says the same.
     *
     * @throws InputException naming file, line and fault, also if the files beside them tell of another tokenizer than CLIP's
     */
    static byte[] json(Path folder) {
        Path file = folder.resolve(VOCABULARY);
        JsonObject ids = TokenizerCheck.parse(file, read(file));
        for (JsonElement id : ids.asMap().values()) {
            int _ = TokenizerCheck.id(file, id);
        }
        SpecialTokens special = SpecialTokens.read(folder, ids);
        return TokenizerFile.json(ids, merges(folder.resolve(MERGES), ids), special);
    }

    private static JsonArray merges(Path file, JsonObject ids) {
        JsonArray merges = new JsonArray();
        int number = 0;
        for (String line : read(file).lines().toList()) {
            number++;
            if (line.startsWith(HEAD)) {
                continue;
            }
            String[] pair = line.split(" ", -1);
            if (pair.length != 2) {
                throw wrong(file, number, TEXT.get("vocabulary.pair", FileWord.shown(line)));
            }
            for (String token : new String[] {pair[0], pair[1], pair[0] + pair[1]}) {
                if (!ids.has(token)) {
                    throw wrong(file, number, TEXT.get("vocabulary.token", FileWord.shown(token), VOCABULARY));
                }
            }
            JsonArray both = new JsonArray();
            both.add(pair[0]);
            both.add(pair[1]);
            merges.add(both);
        }
        return merges;
    }

    private static InputException wrong(Path file, int line, String fault) {
        return new InputException(TEXT.get("vocabulary.line", file, line, fault));
    }

    private static String read(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > MOST_BYTES) {
                throw new InputException(TEXT.get(
                        "tokenizer.damaged", file, TEXT.get("tokenizer.fault.long", bytes >> 20, MOST_BYTES >> 20)));
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InputException(TEXT.get("file.unreadable", file), e);
        }
    }
}
