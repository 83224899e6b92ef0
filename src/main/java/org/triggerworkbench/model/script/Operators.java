package org.triggerworkbench.model.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What code may name, told apart in {@code operators.txt}.
 *
 * @param allowed operators that compute: on tensors, numbers, lists, dictionaries and texts
 * @param others operators known to the engine, but refused
 * @param primitive of the engine's second kind, {@code ops.prim}: what a value is, and conversions of it
 * @param functions without a module before their name
 */
record Operators(Set<String> allowed, Set<String> others, Set<String> primitive, Set<String> functions) {
    static final Operators ALL = read();

    private static Operators read() {
        Map<String, Set<String>> sections = new HashMap<>();
        String section = "";
        for (String line : text().lines().toList()) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                sections.computeIfAbsent(section, _ -> new HashSet<>()).addAll(Arrays.asList(line.split(" ", -1)));
            }
        }
        return new Operators(
                of(sections, "allowed"), of(sections, "others"), of(sections, "primitive"), of(sections, "functions"));
    }

    private static Set<String> of(Map<String, Set<String>> sections, String name) {
        return Set.copyOf(sections.getOrDefault(name, Set.of()));
    }

    private static String text() {
        try (InputStream in = Operators.class.getResourceAsStream("operators.txt")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its own list of operators");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
