package org.triggerworkbench.cli;

import org.triggerworkbench.experiment.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"trigger-workbench " + ProgramVersion.number()};
    }
}
