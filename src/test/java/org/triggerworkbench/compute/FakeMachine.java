package org.triggerworkbench.compute;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A machine as a test wants it. */
public final class FakeMachine implements Machine {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile GraphicsCards cards;
    private volatile MemoryReading memory =
            new MemoryReading(100L << 20, 1000L << 20, 700L << 20, 16_000L << 20, 9_000L << 20);

    /** One without cards. */
    public FakeMachine(String why) {
        this(new GraphicsCards(List.of(), why));
    }

    public FakeMachine(GraphicsCards cards) {
        this.cards = cards;
    }

    /** One with two cards, the second with a long name. */
    public static FakeMachine ofTwoCards() {
        return new FakeMachine(new GraphicsCards(
                List.of(
                        new GraphicsCard(0, "NVIDIA GeForce RTX 4090", "550.54.15", 24_564, 1_024),
                        new GraphicsCard(
                                1, "NVIDIA RTX 6000 Ada Generation Laptop GPU (Max-Q)", "550.54.15", 49_140, 47_000)),
                ""));
    }

    /** Tells this from now on. */
    public void setMemory(MemoryReading now) {
        memory = now;
    }

    /** Has these from now on. */
    public void setCards(GraphicsCards now) {
        cards = now;
    }

    /** How often its memory was asked for. */
    public int asked() {
        return asked.get();
    }

    @Override
    public String processor() {
        return "Processor of a Test 9000";
    }

    @Override
    public GraphicsCards cards() {
        return cards;
    }

    @Override
    public MemoryReading memory() {
        asked.incrementAndGet();
        return memory;
    }
}
