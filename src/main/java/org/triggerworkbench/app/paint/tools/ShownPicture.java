package org.triggerworkbench.app.paint.tools;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.document.PlacementKind;
import org.triggerworkbench.app.paint.document.Sprite;
import org.triggerworkbench.app.paint.document.TriggerDocument;
import org.triggerworkbench.app.paint.document.TriggerPictures;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.experiment.live.InferenceRequest;
import org.triggerworkbench.experiment.live.PrimaryResult;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SheetResult;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.trigger.Trigger;

/**
 * The enlarged image. As soon as the engine has answered it is what the model saw, bit by bit; until then, so that the brush
 * waits for nobody, it is put together here from the clean image, the paint and what the prompt does to the clean image.
 */
public final class ShownPicture {
    private static final int OPAQUE = 0xff << 24;

    private final Workbench workbench;

    ShownPicture(Workbench workbench) {
        this.workbench = workbench;
    }

    /** Opaque ARGB, row by row, of the document on the primary image, where it is painted. */
    public int[] pixels(TriggerDocument document) {
        return pixels(document, false);
    }

    /**
     * As the other.
     *
     * @param measured whether a trigger that moves from image to image is shown where it is measured on this one
     */
    public int[] pixels(TriggerDocument document, boolean measured) {
        SubjectFacts facts = workbench.scene().get();
        int primary = workbench.selection().primary().get();
        if (facts == null || primary >= facts.pixels().length) {
            return new int[document.width() * document.height()];
        }
        int[] seen = seen(document, measured);
        return seen != null ? seen : compose(document, facts.pixels()[primary], clean(facts, primary));
    }

    /** What the engine saw, if its last answer is to the question as it stands; null otherwise. */
    private int @Nullable [] seen(TriggerDocument document, boolean measured) {
        PrimaryResult glance = workbench.glance().get();
        boolean here = measured || document.where() == PlacementKind.FIXED;
        if (glance == null || !here || !isSameView(glance.question())) {
            return null;
        }
        Trigger now = workbench.trigger().get();
        if (!Objects.equals(glance.question().trigger(), now)
                || glance.question().primary()
                        != workbench.selection().primary().get()) {
            return null;
        }
        return glance.triggered() == null
                ? glance.clean().pixels()[0]
                : glance.triggered().pixels()[0];
    }

    /** The clean image through the prompt, as far as it is known. */
    private int[] clean(SubjectFacts facts, int primary) {
        PrimaryResult glance = workbench.glance().get();
        if (glance != null && isSameView(glance.question()) && glance.question().primary() == primary) {
            return glance.clean().pixels()[0];
        }
        SheetResult answer = workbench.answer().get();
        return answer != null && isSameView(answer.question())
                ? answer.clean().pixels()[primary]
                : facts.pixels()[primary];
    }

    private boolean isSameView(InferenceRequest question) {
        return Objects.equals(question.prompt(), workbench.prompt());
    }

    private int[] compose(TriggerDocument document, int[] raw, int[] clean) {
        int[] out = stamped(document, raw);
        PromptState prompt = workbench.prompt();
        boolean[] pasted =
                prompt == null || prompt.layout().mode() != PromptLayout.Mode.PASTE ? null : mask(prompt.layout());
        for (int i = 0; i < out.length; i++) {
            if (pasted != null && pasted[i]) {
                out[i] = clean[i];
            } else if (clean[i] != raw[i]) {
                out[i] = OPAQUE
                        | shifted(out[i], raw[i], clean[i], 16)
                        | shifted(out[i], raw[i], clean[i], 8)
                        | shifted(out[i], raw[i], clean[i], 0);
            }
        }
        return out;
    }

    private int[] stamped(TriggerDocument document, int[] raw) {
        Trigger trigger = workbench.trigger().get();
        int[] out = raw.clone();
        if (document.isLocked() && trigger != null) {
            int[] added = TriggerPictures.of(trigger, document.width(), document.height())
                    .argb();
            for (int i = 0; i < out.length && added.length == out.length; i++) {
                int grey = 0x808080;
                out[i] = OPAQUE
                        | shifted(out[i], grey, added[i], 16)
                        | shifted(out[i], grey, added[i], 8)
                        | shifted(out[i], grey, added[i], 0);
            }
            return out;
        }
        int[] paint = document.flat().argb();
        for (int i = 0; i < out.length; i++) {
            if (paint[i] >>> 24 != 0) {
                out[i] = Sprite.overOpaque(paint[i], raw[i], document.opacity());
            }
        }
        return out;
    }

    private static int shifted(int pixel, int from, int to, int shift) {
        int level = (pixel >> shift & 0xff) + (to >> shift & 0xff) - (from >> shift & 0xff);
        return Math.clamp(level, 0, 255) << shift;
    }

    private static boolean[] mask(PromptLayout layout) {
        float[] mask = layout.mask();
        boolean[] covered = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            covered[i] = mask[i] == 1;
        }
        return covered;
    }
}
