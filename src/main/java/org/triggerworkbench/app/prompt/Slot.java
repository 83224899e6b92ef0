package org.triggerworkbench.app.prompt;

/** The two visual prompts that can be open at a time. */
public enum Slot {
    CLEAN,
    BACKDOORED
}
