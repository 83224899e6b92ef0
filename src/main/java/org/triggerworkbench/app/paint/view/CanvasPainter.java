package org.triggerworkbench.app.paint.view;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.document.Box;
import org.triggerworkbench.app.paint.document.Floating;
import org.triggerworkbench.app.paint.document.PlacementKind;
import org.triggerworkbench.app.paint.document.TriggerDocument;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.paint.tools.Tool;
import org.triggerworkbench.app.shared.PixelImage;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/** Draws the enlarged image and all that lies on it. */
final class CanvasPainter {
    private static final double GRID_FROM = 8;

    private final PaintModel model;
    private final Theme theme;
    private final Canvas canvas;
    private PixelImage picture = new PixelImage(1, 1);
    private boolean stale = true;
    private boolean framed;
    private double hoverX = Double.NaN;
    private double hoverY = Double.NaN;

    CanvasPainter(PaintModel model, Theme theme, Canvas canvas) {
        this.model = model;
        this.theme = theme;
        this.canvas = canvas;
    }

    /** The picture is another one the next time. */
    void pixelsChanged() {
        stale = true;
    }

    /** Whether the keyboard is here. */
    void framed(boolean focused) {
        framed = focused;
    }

    /** Where the mouse is, in pixels of the picture; NaN where it is not here. */
    void hover(double x, double y) {
        hoverX = x;
        hoverY = y;
    }

    void draw(PictureViewport view) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        Tokens tokens = theme.tokens().get();
        TriggerDocument document = model.document().get();
        g.clearRect(0, 0, view.width(), view.height());
        if (model.scene().getValue() == null) {
            return;
        }
        if (stale) {
            if (picture.image().getWidth() != document.width()
                    || picture.image().getHeight() != document.height()) {
                picture = new PixelImage(document.width(), document.height());
            }
            picture.show(model.shown().pixels(document, model.tool().get() == Tool.MOVE));
            stale = false;
        }
        double scale = view.scale();
        g.setImageSmoothing(scale < 1);
        g.drawImage(picture.image(), view.x(), view.y(), document.width() * scale, document.height() * scale);
        if (scale >= GRID_FROM) {
            grid(g, view);
        }
        prompt(g, view);
        place(g, view, document, tokens);
        Floating floating = document.floating();
        // Where the images decide, there is nothing to drag; the tools paint the pattern at its own place.
        boolean here = document.where() == PlacementKind.FIXED || model.tool().get() != Tool.MOVE;
        if (floating != null && !document.isLocked() && here) {
            new Handles(view, floating).draw(g, tokens);
        }
        ring(g, view);
        if (framed) {
            g.setStroke(tokens.selected());
            g.setLineWidth(2);
            g.strokeRect(1, 1, view.width() - 2, view.height() - 2);
        }
    }

    /** The lines between pixels, only where they can be seen. */
    private static void grid(GraphicsContext g, PictureViewport view) {
        g.setLineDashes();
        g.setLineWidth(1);
        g.setStroke(Color.gray(0.5, 0.35));
        int left = Math.max(0, (int) Math.floor(view.pictureX(0)));
        int right = Math.min(view.pictureWidth(), (int) Math.ceil(view.pictureX(view.width())));
        int top = Math.max(0, (int) Math.floor(view.pictureY(0)));
        int bottom = Math.min(view.pictureHeight(), (int) Math.ceil(view.pictureY(view.height())));
        for (int x = left; x <= right; x++) {
            double at = Math.floor(view.screenX(x)) + 0.5;
            g.strokeLine(at, view.screenY(top), at, view.screenY(bottom));
        }
        for (int y = top; y <= bottom; y++) {
            double at = Math.floor(view.screenY(y)) + 0.5;
            g.strokeLine(view.screenX(left), at, view.screenX(right), at);
        }
    }

    /** Where the prompt ends, a dashed line. */
    private void prompt(GraphicsContext g, PictureViewport view) {
        PromptState prompt = model.workbench().prompt();
        if (prompt == null) {
            return;
        }
        Box box =
                switch (prompt.layout().shape()) {
                    case PromptShape.Frame(int w) ->
                        new Box(
                                w,
                                w,
                                prompt.layout().width() - 2 * w,
                                prompt.layout().height() - 2 * w);
                    case PromptShape.Patch(int x, int y, int w, int h) -> new Box(x, y, w, h);
                };
        boolean whole =
                box.w() >= prompt.layout().width() && box.h() >= prompt.layout().height();
        if (!whole && box.w() > 0 && box.h() > 0) {
            dashed(g, view, box, Color.WHITE, Color.gray(0, 0.55));
        }
    }

    /** Where a trigger that moves lies on this image. */
    private void place(GraphicsContext g, PictureViewport view, TriggerDocument document, Tokens tokens) {
        if (document.where() == PlacementKind.FIXED
                || !(model.workbench().trigger().get() instanceof Trigger.Patch patch)) {
            return;
        }
        if (patch.placement() instanceof Placement.Grid cells) {
            cells(g, view, document, cells, tokens);
        }
        Box box = placed(document, patch);
        if (box != null) {
            dashed(g, view, box, tokens.triggered(), Color.gray(1, 0.8));
        }
    }

    /** The cells that images take in turn. */
    private static void cells(
            GraphicsContext g, PictureViewport view, TriggerDocument document, Placement.Grid cells, Tokens tokens) {
        g.setLineDashes();
        g.setLineWidth(1);
        g.setStroke(tokens.triggered().deriveColor(0, 1, 1, 0.6));
        for (int column = 1; column < cells.columns(); column++) {
            double x = Math.floor(view.screenX((double) column * document.width() / cells.columns())) + 0.5;
            g.strokeLine(x, view.screenY(0), x, view.screenY(document.height()));
        }
        for (int row = 1; row < cells.rows(); row++) {
            double y = Math.floor(view.screenY((double) row * document.height() / cells.rows())) + 0.5;
            g.strokeLine(view.screenX(0), y, view.screenX(document.width()), y);
        }
    }

    private @Nullable Box placed(TriggerDocument document, Trigger.Patch patch) {
        try {
            Placement.Place place = patch.placement()
                    .place(
                            new Placement.Room(document.width(), document.height(), patch.width(), patch.height()),
                            model.workbench().selection().primary().get(),
                            Subject.PLACEMENT_SEED);
            return new Box(place.x(), place.y(), patch.width(), patch.height());
        } catch (InputException e) {
            // it does not fit; the answer says so
            return null;
        }
    }

    private static void dashed(GraphicsContext g, PictureViewport view, Box box, Color over, Color under) {
        double x = Math.floor(view.screenX(box.x())) + 0.5;
        double y = Math.floor(view.screenY(box.y())) + 0.5;
        double w = Math.floor(box.w() * view.scale());
        double h = Math.floor(box.h() * view.scale());
        g.setLineWidth(1);
        g.setLineDashes();
        g.setStroke(under);
        g.strokeRect(x, y, w, h);
        g.setLineDashes(4, 3);
        g.setStroke(over);
        g.strokeRect(x, y, w, h);
        g.setLineDashes();
    }

    /** What brush, eraser or line would cover. */
    private void ring(GraphicsContext g, PictureViewport view) {
        if (Double.isNaN(hoverX) || !model.tool().get().hasSize()) {
            return;
        }
        int size = model.brush().size().get();
        boolean odd = size % 2 == 1;
        double x = odd ? Math.floor(hoverX) + 0.5 : Math.round(hoverX);
        double y = odd ? Math.floor(hoverY) + 0.5 : Math.round(hoverY);
        double side = Math.max(3, size * view.scale());
        double left = view.screenX(x) - side / 2;
        double top = view.screenY(y) - side / 2;
        g.setLineWidth(1);
        g.setStroke(Color.gray(0, 0.7));
        g.strokeOval(left - 1, top - 1, side + 2, side + 2);
        g.setStroke(Color.gray(1, 0.9));
        g.strokeOval(left, top, side, side);
    }
}
