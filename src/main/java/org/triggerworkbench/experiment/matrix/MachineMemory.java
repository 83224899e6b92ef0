package org.triggerworkbench.experiment.matrix;

import org.triggerworkbench.compute.SystemMemory;

/** What the machine tells of its memory, in bytes; 0 where it does not tell. */
interface MachineMemory {
    /** As the system tells it. */
    MachineMemory SYSTEM = new MachineMemory() {
        @Override
        public long available() {
            return SystemMemory.availableBytes();
        }

        @Override
        public long resident(Process process) {
            return SystemMemory.residentBytes(process.pid());
        }
    };

    /** What new processes could take without swapping. */
    long available();

    /** What a process has taken so far. */
    long resident(Process process);
}
