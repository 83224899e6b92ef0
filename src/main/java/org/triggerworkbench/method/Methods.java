package org.triggerworkbench.method;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The methods of a kind that are on the class path. */
public final class Methods {
    private Methods() {}

    /** Every method of a kind, by id. */
    public static <M extends Method> List<M> all(Class<M> kind) {
        return ServiceLoader.load(kind).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Method::id))
                .toList();
    }

    /** The method of a name, if there is one. */
    public static <M extends Method> Optional<M> named(List<M> known, String id) {
        return known.stream().filter(method -> method.id().equals(id)).findFirst();
    }

    /** The names of methods in a sentence. */
    public static String names(List<? extends Method> methods) {
        return methods.stream().map(Method::id).collect(Collectors.joining(", "));
    }
}
