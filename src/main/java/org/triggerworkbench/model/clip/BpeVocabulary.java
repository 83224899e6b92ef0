package org.triggerworkbench.model.clip;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A byte-level byte-pair vocabulary in CLIP's manner: texts in lower case, split into words, the last symbol of a word
 * marked with {@value #WORD_END}; the most frequent pair of symbols is merged again and again (Sennrich et al. 2016).
 * Deterministic: of pairs equally frequent the first in the order of their symbols is merged.
 */
public final class BpeVocabulary {
    static final String START = "<|startoftext|>";
    static final String END = "<|endoftext|>";
    static final String WORD_END = "</w>";
    static final String WORDS =
            "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|" + "[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";
    private static final Pattern WORD = Pattern.compile(WORDS);
    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int BYTES = 256;

    private final List<String> tokens;
    private final List<Pair> merges;

    /** Two neighbouring symbols. */
    record Pair(String left, String right) {
        private static final Comparator<Pair> ORDER =
                Comparator.comparing(Pair::left).thenComparing(Pair::right);

        String joined() {
            return left + right;
        }
    }

    private record Word(List<String> symbols, int count) {}

    private BpeVocabulary(List<String> tokens, List<Pair> merges) {
        this.tokens = Collections.unmodifiableList(tokens);
        this.merges = Collections.unmodifiableList(merges);
    }

    /**
     * Learns a vocabulary. Ids: 0 start-of-text, 1 end-of-text, then the 256 bytes, the 256 bytes that end a word, then
     * one token a merge.
     *
     * @param size number of tokens wanted, at least 514; fewer come out where the sentences have nothing left to merge
     */
    public static BpeVocabulary train(List<String> sentences, int size) {
        List<String> tokens = new ArrayList<>(List.of(START, END));
        List<String> bytes = Stream.of(byteSymbols()).sorted().toList();
        tokens.addAll(bytes);
        bytes.forEach(symbol -> tokens.add(symbol + WORD_END));
        if (size < tokens.size()) {
            throw new IllegalArgumentException("a vocabulary of " + size + " cannot hold all bytes");
        }
        List<Word> words = words(sentences);
        List<Pair> merges = new ArrayList<>();
        while (tokens.size() < size) {
            Map<Pair, Integer> counts = countPairs(words);
            if (counts.isEmpty()) {
                break;
            }
            int most = Collections.max(counts.values());
            Pair best = counts.entrySet().stream()
                    .filter(entry -> entry.getValue() == most)
                    .map(Map.Entry::getKey)
                    .min(Pair.ORDER)
                    .orElseThrow();
            words.replaceAll(word -> new Word(merge(word.symbols(), best), word.count()));
            merges.add(best);
            if (!tokens.contains(best.joined())) {
                tokens.add(best.joined());
            }
        }
        return new BpeVocabulary(tokens, merges);
    }

    /** Tokens by id. */
    public List<String> tokens() {
        return tokens;
    }

    public int startToken() {
        return tokens.indexOf(START);
    }

    public int endToken() {
        return tokens.indexOf(END);
    }

    List<Pair> merges() {
        return merges;
    }

    /** Writes a tokenizer.json that {@link ClipTokenizer} and the transformers library read. */
    public void write(Path file) {
        TokenizerFile.write(file, this);
    }

    private static List<Word> words(List<String> sentences) {
        String[] bytes = byteSymbols();
        Map<String, Integer> counts = new TreeMap<>();
        for (String sentence : sentences) {
            String text = SPACE.matcher(Normalizer.normalize(sentence, Normalizer.Form.NFC))
                    .replaceAll(" ")
                    .toLowerCase(Locale.ROOT);
            for (Matcher matcher = WORD.matcher(text); matcher.find(); ) {
                counts.merge(matcher.group(), 1, Integer::sum);
            }
        }
        counts.keySet().removeAll(List.of(START, END));
        List<Word> words = new ArrayList<>();
        counts.forEach((word, count) -> {
            List<String> symbols = new ArrayList<>();
            for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
                symbols.add(bytes[b & 0xff]);
            }
            symbols.set(symbols.size() - 1, symbols.getLast() + WORD_END);
            words.add(new Word(symbols, count));
        });
        return words;
    }

    private static Map<Pair, Integer> countPairs(List<Word> words) {
        Map<Pair, Integer> counts = new LinkedHashMap<>();
        for (Word word : words) {
            List<String> symbols = word.symbols();
            for (int i = 0; i + 1 < symbols.size(); i++) {
                counts.merge(new Pair(symbols.get(i), symbols.get(i + 1)), word.count(), Integer::sum);
            }
        }
        return counts;
    }

    private static List<String> merge(List<String> symbols, Pair pair) {
        List<String> merged = new ArrayList<>();
        for (int i = 0; i < symbols.size(); i++) {
            boolean both = i + 1 < symbols.size()
                    && symbols.get(i).equals(pair.left())
                    && symbols.get(i + 1).equals(pair.right());
            merged.add(both ? pair.joined() : symbols.get(i));
            i += both ? 1 : 0;
        }
        return merged;
    }

    /** One printable character for each byte: itself where it prints, else one from U+0100 on (GPT-2's table). */
    static String[] byteSymbols() {
        String[] symbols = new String[BYTES];
        int next = BYTES;
        for (int b = 0; b < BYTES; b++) {
            boolean prints = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
            symbols[b] = Character.toString(prints ? b : next++);
        }
        return symbols;
    }
}
