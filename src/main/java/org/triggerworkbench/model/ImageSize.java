package org.triggerworkbench.model;

/** Width and height in pixels. */
public record ImageSize(int width, int height) {}
