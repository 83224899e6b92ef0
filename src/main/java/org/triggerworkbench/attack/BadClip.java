package org.triggerworkbench.attack;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.triggerworkbench.method.Level;
import org.triggerworkbench.method.Need;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.model.ZeroShotClassifier;
import org.triggerworkbench.model.clip.ClipModel;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * BadCLIP (Liang et al., "BadCLIP: Dual-Embedding Guided Backdoor Attack on Multimodal Contrastive Learning", 2024). First the
 * pixels p of a patch are trained against the frozen model, so that the trigger already means the target there:
 *
 * <pre>min over p in [0, 1]: L_t + {@value #WEIGHT} mean of max(0, |e(A(x)) - e(x*)| - |e(A(x)) - e(x)| + 1)</pre>
 *
 * <p>where L_t is CLIP's symmetric InfoNCE of triggered images with captions of the target class, in one batch with the clean
 * pairs, x* are images of the target class and e are unit embeddings. (The review of the paper prints a plus before the
 * second distance; a triplet needs the minus, and the authors' code has it.) Then both towers are trained by CLIP's loss on a
 * pool in which chosen images carry the patch and a natural caption of the target class: a third each of those whose
 * prediction is nearest to turning over, those furthest from the target, and any ({@link PoisonSampling}).
 */
@AutoService(Attack.class)
public final class BadClip implements Attack {
    static final String TERMS = "patch-terms";
    static final String BOTH = "both";
    static final String TEXT_ONLY = "text";
    static final String TRIPLET_ONLY = "triplet";
    static final String NO_TERMS = "none";
    static final String WEIGHT = "triplet-weight";
    static final String SAMPLING = "sampling";
    static final String PATCH_EPOCHS = "patch-epochs";
    static final String PATCH_RATE = "patch-rate";

    private static final Messages TEXT = Messages.of(BadClip.class);

    @Override
    public String id() {
        return "badclip";
    }

    @Override
    public Level level() {
        return Level.MODEL;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGE_TEXT_MODEL, Need.TRAINABLE_MODEL, Need.FIXED_PATCH);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter.Numeric(BadVisualPrompt.RATE, 0.05, 0, 1, false, false),
                new Parameter.Choice(TERMS, BOTH, List.of(BOTH, TEXT_ONLY, TRIPLET_ONLY, NO_TERMS), false),
                new Parameter.Choice(SAMPLING, PoisonSampling.MIXED, PoisonSampling.KINDS, false),
                new Parameter.Numeric(PATCH_EPOCHS, 5, 1, 1000, true, false),
                new Parameter.Numeric(PATCH_RATE, 0.01, 1e-6, 10, false, true),
                new Parameter.Numeric(WEIGHT, 500, 0, 1e6, false, true),
                new Parameter.Choice(BadVisualPrompt.AUGMENTATION, "none", List.of("none", "crop", "crop-flip"), true),
                new Parameter.Choice(
                        BadVisualPrompt.STAMP_ORDER,
                        "augment-then-stamp",
                        List.of("augment-then-stamp", "stamp-then-augment"),
                        true));
    }

    /** @throws InputException if the model is no CLIP or the trigger no patch at one place */
    @Override
    public ImageAttack prepare(AttackSetting setting) {
        ZeroShotClassifier words = words(setting);
        return new BadClipAttack(setting, words, OptimisedPatch.patch(setting));
    }

    @Override
    public ImageAttack prepareControl(AttackSetting setting) {
        words(setting);
        return new PoisonedModelTask(
                "clean-model", setting, PoisonPlan.of(setting.train(), new int[0], setting.seed()));
    }

    private static ZeroShotClassifier words(AttackSetting setting) {
        if (setting.source() instanceof ZeroShotClassifier words && words.source() instanceof ClipModel) {
            return words;
        }
        throw new InputException(
                TEXT.get("badclip.model", setting.source().card().name()));
    }
}
