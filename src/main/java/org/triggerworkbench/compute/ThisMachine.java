package org.triggerworkbench.compute;

import org.jspecify.annotations.Nullable;

/** The machine this runs on. What cannot change while it runs is asked for once. */
final class ThisMachine implements Machine {
    private @Nullable String processor;
    private @Nullable GraphicsCards none;

    @Override
    public synchronized String processor() {
        String known = processor;
        if (known == null) {
            known = SystemMemory.processor();
            processor = known;
        }
        return known;
    }

    @Override
    public synchronized GraphicsCards cards() {
        GraphicsCards known = none;
        if (known == null) {
            known = GraphicsCards.present();
            none = known.cards().isEmpty() ? known : null;
        }
        return known;
    }

    @Override
    public MemoryReading memory() {
        return SystemMemory.read();
    }
}
