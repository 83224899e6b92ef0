package org.triggerworkbench.experiment.matrix;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Begins the process of a cell. */
@FunctionalInterface
interface CellLauncher {
    /**
     * Begins one.
     *
     * @param device graphics card such as {@code cuda:1}, the only one that it sees; null leaves them alone
     * @throws InputException if no process can be started
     */
    Process start(MatrixCell cell, @Nullable String device);

    /** By this very program; what the processes say goes into the matrix's folder. */
    static CellLauncher of(MatrixFolder folder) {
        return (cell, device) -> {
            ProcessBuilder builder = builder(folder, cell, device);
            try {
                Process process = builder.start();
                process.getOutputStream().close();
                return process;
            } catch (IOException e) {
                throw new InputException(
                        Messages.of(CellLauncher.class)
                                .get("matrix.noProcess", builder.command().getFirst(), String.valueOf(e.getMessage())),
                        e);
            }
        };
    }

    /** The process, not begun yet. */
    static ProcessBuilder builder(MatrixFolder folder, MatrixCell cell, @Nullable String device) {
        ProcessBuilder builder =
                OwnProgram.process(List.of("matrix", "--resume", folder.path().toString(), "--cell", cell.id()));
        if (device != null) {
            builder.environment().put("CUDA_VISIBLE_DEVICES", device.substring(device.indexOf(':') + 1));
        }
        return builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.log(cell).toFile()));
    }
}
