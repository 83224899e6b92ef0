package org.triggerworkbench.app.state;

/** What a run under way trains of what the window shows. */
public enum UnderTraining {
    NOTHING,
    PROMPT,
    MODEL,
    TRIGGER
}
