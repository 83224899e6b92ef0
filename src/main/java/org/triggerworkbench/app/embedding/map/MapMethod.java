package org.triggerworkbench.app.embedding.map;

/** How images are laid out in the plane. */
public enum MapMethod {
    /** Exact, at once; new points enter it exactly. */
    PCA,
    /** In steps; new points enter it approximately. */
    TSNE,
    /** In steps; new points enter it approximately. */
    UMAP
}
