package org.triggerworkbench.data.signs;

/** The classes, in the order of the labels. The look is that of the Vienna convention on road signs. */
enum Sign {
    STOP("stop", "red"),
    YIELD("yield", "triangular"),
    NO_ENTRY("no entry", "round red"),
    SPEED_LIMIT_30("speed limit 30", "round white"),
    SPEED_LIMIT_50("speed limit 50", "round white"),
    SPEED_LIMIT_80("speed limit 80", "round white"),
    PRIORITY_ROAD("priority road", "yellow"),
    PEDESTRIAN_CROSSING("pedestrian crossing", "square blue"),
    ROUNDABOUT("roundabout", "round blue"),
    PARKING("parking", "square blue"),
    NO_PARKING("no parking", "round red and blue"),
    TURN_LEFT("turn left", "round blue"),
    TURN_RIGHT("turn right", "round blue"),
    TRAFFIC_LIGHT("traffic light", "triangular"),
    ROAD_WORKS("road works", "triangular"),
    BICYCLE_PATH("bicycle path", "round blue");

    private final String label;
    private final String looks;

    Sign(String label, String looks) {
        this.label = label;
        this.looks = looks;
    }

    /** The class name, such that "a photo of a {label} sign" reads right. */
    String label() {
        return label;
    }

    /** Adjectives for the board's shape and colour. */
    String looks() {
        return looks;
    }
}
