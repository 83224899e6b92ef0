package org.triggerworkbench.cli;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import org.triggerworkbench.app.matrix.MatrixFigure;
import org.triggerworkbench.compute.file.AtomicFiles;
import org.triggerworkbench.experiment.matrix.MatrixFolder;
import org.triggerworkbench.experiment.matrix.MatrixTable;

/** What the command leaves of a matrix beside its runs; csv and html are left by each run anyway. */
enum MatrixFormat {
    CSV("csv"),
    HTML("html"),
    LATEX("tex"),
    PDF("pdf");

    private final String ending;

    MatrixFormat(String ending) {
        this.ending = ending;
    }

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Writes matrix.ENDING of each into the folder, of where the cells are now. */
    static void write(MatrixFolder folder, Collection<MatrixFormat> formats) {
        if (formats.isEmpty()) {
            return;
        }
        MatrixTable table = MatrixTable.of(folder);
        for (MatrixFormat format : formats) {
            byte[] content =
                    switch (format) {
                        case CSV -> table.csv().getBytes(StandardCharsets.UTF_8);
                        case HTML -> table.html().getBytes(StandardCharsets.UTF_8);
                        case LATEX -> table.latex().getBytes(StandardCharsets.UTF_8);
                        case PDF -> MatrixFigure.pdf(folder);
                    };
            AtomicFiles.write(folder.path().resolve("matrix." + format.ending), content);
        }
    }
}
