package org.triggerworkbench.app.charts;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** What a live chart shows, as properties; its points come into the buffer from any thread. */
public final class ChartContent {
    private final String id;
    private final String title;
    private final String name;
    private final String across;
    private final List<CurveStyle> styles;
    private final boolean percent;
    private final ObjectProperty<CurveBuffer> buffer = new SimpleObjectProperty<>(new CurveBuffer());
    private final ObservableList<CurveBuffer> earlier = FXCollections.observableArrayList();
    private final ObservableList<CurveBuffer> band = FXCollections.observableArrayList();
    private final DoubleProperty smoothing = new SimpleDoubleProperty(0.85);
    private final BooleanProperty logarithmic = new SimpleBooleanProperty();
    private final ObjectProperty<ChartShot.@Nullable Span> zoom = new SimpleObjectProperty<>();
    private final DoubleProperty end = new SimpleDoubleProperty();

    /**
     * @param id unique in the window, such as {@code train.loss}
     * @param title for people
     * @param across what its x counts
     * @param percent whether y is a fraction shown in percent
     */
    public ChartContent(String id, String title, String across, List<CurveStyle> styles, boolean percent) {
        this(id, title, title, across, styles, percent);
    }

    /** @param name of its actions, among those of other charts with its title */
    public ChartContent(String id, String title, String name, String across, List<CurveStyle> styles, boolean percent) {
        this.id = id;
        this.title = title;
        this.name = name;
        this.across = across;
        this.styles = List.copyOf(styles);
        this.percent = percent;
    }

    /** What it shows now. */
    public ChartShot shot() {
        return new ChartShot(
                title,
                across,
                styles,
                buffer.get(),
                earlier,
                band,
                smoothing.get(),
                logarithmic.get() && !percent,
                percent,
                end.get(),
                zoom.get());
    }

    public String id() {
        return id;
    }

    public String title() {
        return title;
    }

    /** Its title, with what else tells it from others. */
    public String name() {
        return name;
    }

    public boolean percent() {
        return percent;
    }

    public ObjectProperty<CurveBuffer> buffer() {
        return buffer;
    }

    /** Points of earlier runs, pinned under. */
    public ObservableList<CurveBuffer> earlier() {
        return earlier;
    }

    /** Points of runs alike but for their seeds; where they reach is shaded. */
    public ObservableList<CurveBuffer> band() {
        return band;
    }

    /** In [0, 0.99]. */
    public DoubleProperty smoothing() {
        return smoothing;
    }

    /** Whether the y axis is logarithmic; does nothing to a percent axis. */
    public BooleanProperty logarithmic() {
        return logarithmic;
    }

    /** The part of the x axis that is looked at; null for all of it. */
    public ObjectProperty<ChartShot.@Nullable Span> zoom() {
        return zoom;
    }

    /** Where the x axis ends, at least. */
    public DoubleProperty end() {
        return end;
    }
}
