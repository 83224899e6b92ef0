package org.triggerworkbench.compute;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Where tensors live: the processor or one CUDA card.
 *
 * @param cuda index of the card, -1 for the processor
 */
public record ComputeDevice(int cuda) {
    public static final ComputeDevice CPU = new ComputeDevice(-1);

    private static final Messages TEXT = Messages.of(ComputeDevice.class);
    private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,3})");

    /**
     * Reads {@code cpu} or {@code cuda:N}.
     *
     * @throws InputException if the word is neither
     */
    public static ComputeDevice parse(String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        if (lower.equals("cpu")) {
            return CPU;
        }
        Matcher matcher = CUDA.matcher(lower);
        if (matcher.matches()) {
            return new ComputeDevice(Integer.parseInt(matcher.group(1)));
        }
        throw new InputException(TEXT.get("device.unknown", FileWord.shown(word)));
    }

    public boolean isCuda() {
        return cuda >= 0;
    }

    @Override
    public String toString() {
        return isCuda() ? "cuda:" + cuda : "cpu";
    }
}
