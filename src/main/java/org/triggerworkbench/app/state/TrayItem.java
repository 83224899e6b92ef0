package org.triggerworkbench.app.state;

import org.triggerworkbench.trigger.Trigger;

/**
 * A trigger laid aside.
 *
 * @param name for people
 * @param trigger as it was
 * @param width of the thumbnail
 * @param height of the thumbnail
 * @param thumbnail ARGB, row by row
 */
public record TrayItem(String name, Trigger trigger, int width, int height, int[] thumbnail) {}
