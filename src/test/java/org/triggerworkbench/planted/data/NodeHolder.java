package org.triggerworkbench.planted.data;

import javafx.scene.Node;

/** Holds a piece of the window below it. */
public record NodeHolder(Node node) {}
