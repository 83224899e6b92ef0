package org.triggerworkbench.model.clip;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.util.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.triggerworkbench.compute.probe.NativeProbe;
import org.triggerworkbench.compute.probe.ProbeServer;

/** Opens a tokenizer in a process of its own and reads some texts with it. */
public final class TokenizerTrial {
    static final NativeProbe PROBE = new NativeProbe(
            TokenizerTrial.class.getName(),
            "Hugging Face tokenizers",
            "tokenizers-1-" + Platform.detectPlatform("tokenizers").getVersion());

    private static final Map<String, String> OPTIONS = Map.of("padding", "false", "truncation", "false");
    private static final List<String> TEXTS = List.of(
            "",
            "a photo of a stop sign",
            "It's 12:30, \"50%\" of <|startoftext|> #1 @home? [UNK] </s> a_b-c/d\\e~`$^&*()+={}|;",
            "Grüße, déjà vu ñandú Þórr ελληνικά кириллица עברית العربية हिन्दी 漢字 かな 한국어",
            "\u0000\u0001\t\r\n\u00a0\u200b\u202e\ufeff\uffff \ud83d\ude42\ud83c\uddeb\ud83c\uddf7 e\u0301 \ufb01",
            "word ".repeat(2000),
            "a".repeat(5000));

    private TokenizerTrial() {}

    /** Answers its parent's questions: what {@link TokenizerCheck} made of a tokenizer.json. */
    public static void main(String[] words) {
        ProbeServer.serve(TokenizerTrial::run);
    }

    private static void run(byte[] json) throws IOException {
        try (HuggingFaceTokenizer tokenizer =
                HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS)) {
            for (String text : TEXTS) {
                boolean _ = safely(() -> tokenizer.encode(text, true, false));
            }
        }
    }

    /** Whether it read a text; that it cannot is told when it is asked to. */
    private static boolean safely(Callable<?> reading) {
        try {
            return reading.call() != null;
        } catch (Exception e) {
            return false;
        }
    }
}
