package org.triggerworkbench.compute.probe;

import java.nio.charset.StandardCharsets;

/** Does in a process of its own what harmful files do. */
public final class HarmfulTrial {
    private HarmfulTrial() {}

    public static void main(String[] words) {
        ProbeServer.serve(question -> {
            switch (new String(question, StandardCharsets.UTF_8)) {
                case "dies" -> Runtime.getRuntime().halt(134);
                case "prints" -> {
                    System.out.println("passed");
                    System.out.println("0 passed");
                    throw new IllegalStateException("no\nfor many reasons");
                }
                case "endless" -> {
                    while (true) {
                        Thread.onSpinWait();
                    }
                }
                case "deep" -> deep(1);
                default -> System.out.print("no end of line");
            }
        });
    }

    @SuppressWarnings("InfiniteRecursion") // the harm that is meant
    private static int deep(int level) {
        return level < 0 ? 0 : 1 + deep(level + 1);
    }
}
