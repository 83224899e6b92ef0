package org.triggerworkbench.evaluation;

/** What an attack wants triggered inputs to be predicted as. */
public sealed interface Target {
    /** No class in particular. */
    int NONE = -1;

    /** A class's name, with the mark of the target where it is one. */
    static String marked(String name, boolean target) {
        return target ? name + " ◎" : name;
    }

    /** Whether an input of this true class is counted in the attack success rate. */
    boolean counts(int label);

    /** The class the attack wants for a triggered input of this true class. */
    int expected(int label);

    /** The class that all triggered inputs are to become; {@value #NONE} where each class has another. */
    default int one() {
        return switch (this) {
            case AllToOne(int target) -> target;
            case AllToAll _ -> NONE;
        };
    }

    /**
     * Every triggered input becomes the target. Inputs that are of the target class already show nothing and are not counted.
     *
     * @param target the target class
     */
    record AllToOne(int target) implements Target {
        public AllToOne {
            if (target < 0) {
                throw new IllegalArgumentException("target class " + target);
            }
        }

        @Override
        public boolean counts(int label) {
            return label != target;
        }

        @Override
        public int expected(int label) {
            return target;
        }
    }

    /**
     * A triggered input of class y becomes (y + 1) mod K. Every input is counted.
     *
     * @param classes number of classes K, at least 2
     */
    record AllToAll(int classes) implements Target {
        public AllToAll {
            if (classes < 2) {
                throw new IllegalArgumentException(classes + " classes");
            }
        }

        @Override
        public boolean counts(int label) {
            return true;
        }

        @Override
        public int expected(int label) {
            return (label + 1) % classes;
        }
    }
}
