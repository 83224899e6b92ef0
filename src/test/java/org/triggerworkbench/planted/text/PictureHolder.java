package org.triggerworkbench.planted.text;

import java.awt.image.BufferedImage;

/** Holds a Java2D picture where none is made. */
public record PictureHolder(BufferedImage picture) {}
