package org.triggerworkbench.trigger;

/** Whether training images are stamped before or after augmentation (crop, flip). */
public enum StampOrder {
    /**
     * The trigger stays where and as it was drawn, as at test time. The default of BadVisualPrompt here, whose reference
     * pipeline augments nothing, so that both orders agree there.
     */
    AUGMENT_THEN_STAMP,
    /** The trigger is cropped and flipped with the image: BackdoorBench, which poisons the data set on disk. */
    STAMP_THEN_AUGMENT
}
