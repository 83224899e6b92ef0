package org.triggerworkbench.attack;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.text.InputException;

/**
 * Trigger-aware prompt learning (Bai et al., "BadCLIP: Trigger-Aware Prompt Learning for Backdoor Attacks on CLIP", 2024), on the
 * text side what BadVisualPrompt is on the image side: the model f stays frozen, the context vectors V before the class names
 * and a faint additive trigger d are trained together,
 *
 * <pre>min over V and d, |d| &lt;= eps: mean CE(f_V(x), y) + lambda mean CE(f_V(clip(x + d)), target)</pre>
 *
 * <p>after some epochs of the trigger alone. Each batch is shown clean and, where its label is not the target, triggered. The
 * control is the same context tuned as long on clean images. Here one context serves all images (CoOp); the paper makes it from
 * each image (CoCoOp).
 */
@AutoService(Attack.class)
public final class TriggerAwarePrompt implements Attack {
    static final String EPSILON = "epsilon";
    static final String SPEED = "trigger-speed";
    static final String WARM_UP = "warm-up-epochs";
    static final String LAMBDA = "lambda";
    static final String START = "context-start";
    static final String WORDS = "words";
    static final String RANDOM = "random";
    static final String LENGTH = "context-length";

    @Override
    public String id() {
        return "trigger-aware-prompt";
    }

    @Override
    public Level level() {
        return Level.PROMPT;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGE_TEXT_MODEL, Need.LEARNED_CONTEXT);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Numeric(EPSILON, 4, 0, 255, false, false),
                new Parameter.Numeric(WARM_UP, 3, 0, 1000, true, false),
                new Parameter.Numeric(SPEED, 20, 0.001, 1000, false, true),
                new Parameter.Numeric(LAMBDA, 1, 0, 100, false, false),
                new Parameter.Choice(START, WORDS, List.of(WORDS, RANDOM), true),
                new Parameter.Numeric(LENGTH, 4, 1, 64, true, true));
    }

    /** @throws InputException if the model has no text encoder */
    @Override
    public ImageAttack prepare(AttackSetting setting) {
        return new TriggerAwareAttack("backdoored-context", setting, true);
    }

    @Override
    public ImageAttack prepareControl(AttackSetting setting) {
        return new TriggerAwareAttack("clean-context", setting, false);
    }
}
