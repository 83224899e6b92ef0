package org.triggerworkbench.app.embedding.scatter;

import org.triggerworkbench.app.shared.Symbol;

/**
 * How points of one kind look.
 *
 * @param hollow the outline alone
 * @param argb opaque
 */
public record PointStyle(Symbol symbol, boolean hollow, int argb) {}
