package org.triggerworkbench.app.embedding.map;

/**
 * A class as a place of the map.
 *
 * @param label index of the class
 * @param name of the class
 * @param target whether the attack wants it
 * @param images of the class on the sheet
 */
public record Anchor(int label, String name, boolean target, int images) {}
