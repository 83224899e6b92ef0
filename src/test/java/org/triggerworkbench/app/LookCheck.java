package org.triggerworkbench.app;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** What is wrong with the look of a scene: words cut off, of no size, things cut at the right of a pane, over each other, or too pale; charts in default grey. */
public final class LookCheck {
    private static final double LEAST_CONTRAST = 4.5;
    private static final double LEAST_DISABLED_CONTRAST = 3;
    private static final int JFREECHART_GREY = 0xffc0c0c0;

    private final List<String> faults = new ArrayList<>();
    private final List<Labeled> labels = new ArrayList<>();

    private LookCheck() {}

    /** The faults of all that is visible below a node. */
    public static List<String> faults(Parent root) {
        LookCheck check = new LookCheck();
        check.visit(root);
        check.overlaps();
        return check.faults;
    }

    /** Whether a picture has an area of the grey that JFreeChart puts behind plots by itself. */
    public static boolean hasDefaultGrey(WritableImage image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int grey = 0;
        for (int y = 0; y < height; y += 3) {
            for (int x = 0; x < width; x += 3) {
                grey += image.getPixelReader().getArgb(x, y) == JFREECHART_GREY ? 1 : 0;
            }
        }
        return grey > 200;
    }

    private void visit(Node node) {
        if (!node.isVisible() || node.getOpacity() == 0) {
            return;
        }
        if (node instanceof Labeled label
                && label.getText() != null
                && !label.getText().isEmpty()
                && isReadable(label)) {
            labels.add(label);
            judge(label);
        }
        if (node instanceof ScrollPane scroll) {
            judge(scroll);
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(this::visit);
        }
    }

    /** Labels of icons alone, and those that name their whole text in a tooltip, may be cut. */
    private static boolean isReadable(Labeled label) {
        return label.getContentDisplay() != ContentDisplay.GRAPHIC_ONLY && !(label instanceof MenuButton);
    }

    /** What is wider than a pane that cannot be scrolled across is cut at its right. */
    private void judge(ScrollPane scroll) {
        double shown = scroll.getViewportBounds().getWidth();
        if (scroll.getHbarPolicy() == ScrollPane.ScrollBarPolicy.NEVER
                && scroll.getContent() != null
                && shown > 1
                && scroll.getContent().getLayoutBounds().getWidth() > shown + 1) {
            faults.add("%.0f px wide where %.0f are seen: ScrollPane #%s"
                    .formatted(scroll.getContent().getLayoutBounds().getWidth(), shown, scroll.getId()));
        }
    }

    private void judge(Labeled label) {
        if (label.getWidth() < 1 || label.getHeight() < 1) {
            faults.add("no size: " + name(label));
        } else if (label.isTextTruncated() && label.getTooltip() == null && !saysItselfAbove(label)) {
            faults.add("cut off: " + name(label));
        }
        Text text = text(label);
        OptionalDouble contrast = text == null ? OptionalDouble.empty() : contrast(text);
        if (contrast.isPresent() && contrast.getAsDouble() < least(label)) {
            faults.add("contrast %.1f: %s".formatted(contrast.getAsDouble(), name(label)));
        }
    }

    /** The contrast that words of a node need. */
    public static double least(Node node) {
        return node.isDisabled() ? LEAST_DISABLED_CONTRAST : LEAST_CONTRAST;
    }

    /** Contrast of words with what lies behind them, as both look; empty where either is not of one colour. */
    public static OptionalDouble contrast(Text text) {
        List<Node> path = new ArrayList<>();
        for (Node at = text; at != null; at = at.getParent()) {
            path.addFirst(at);
        }
        Color words = seen(path, Color.WHITE, true);
        Color behind = seen(path, Color.WHITE, false);
        return words == null || behind == null ? OptionalDouble.empty() : OptionalDouble.of(contrast(words, behind));
    }

    /** What is seen at the end of a path through the tree, with or without the words there; null where it is not of one colour. */
    private static @Nullable Color seen(List<Node> path, Color below, boolean withWords) {
        Color inside = below;
        Node node = path.getFirst();
        if (node instanceof Region region && region.getBackground() != null) {
            for (BackgroundFill fill : region.getBackground().getFills()) {
                if (!(fill.getFill() instanceof Color colour)) {
                    return null;
                }
                inside = over(colour, inside);
            }
        }
        Color whole = inside;
        if (path.size() > 1) {
            whole = seen(path.subList(1, path.size()), inside, withWords);
        } else if (withWords && node instanceof Text text) {
            whole = text.getFill() instanceof Color colour ? over(colour, inside) : null;
        }
        return whole == null ? null : below.interpolate(whole, node.getOpacity());
    }

    private static Color over(Color colour, Color below) {
        return below.interpolate(
                Color.color(colour.getRed(), colour.getGreen(), colour.getBlue()), colour.getOpacity());
    }

    /** The words of a menu button are a label of its own inside it; the tooltip is the button's. */
    private static boolean saysItselfAbove(Labeled label) {
        return label.getParent() instanceof MenuButton menu && menu.getTooltip() != null;
    }

    private void overlaps() {
        for (int i = 0; i < labels.size(); i++) {
            for (int j = i + 1; j < labels.size(); j++) {
                Labeled a = labels.get(i);
                Labeled b = labels.get(j);
                if (a.getParent() != null && a.getParent().equals(b.getParent()) && intersect(a, b)) {
                    faults.add("overlap: " + name(a) + " and " + name(b));
                }
            }
        }
    }

    private static boolean intersect(Labeled a, Labeled b) {
        Text first = text(a);
        Text second = text(b);
        if (first == null || second == null) {
            return false;
        }
        Bounds one = first.localToScene(first.getLayoutBounds());
        Bounds two = second.localToScene(second.getLayoutBounds());
        double width = Math.min(one.getMaxX(), two.getMaxX()) - Math.max(one.getMinX(), two.getMinX());
        double height = Math.min(one.getMaxY(), two.getMaxY()) - Math.max(one.getMinY(), two.getMinY());
        // Line boxes may touch; letters may not.
        return width > 1 && height > 5;
    }

    private static @Nullable Text text(Labeled label) {
        return label.getChildrenUnmodifiable().stream()
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .findFirst()
                .orElse(null);
    }

    private static double contrast(Color a, Color b) {
        double x = luminance(a);
        double y = luminance(b);
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double value) {
        return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static String name(Labeled label) {
        return label.getClass().getSimpleName() + " \"" + label.getText() + "\" #" + label.getId();
    }
}
