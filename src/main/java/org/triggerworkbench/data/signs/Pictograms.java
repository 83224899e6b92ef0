package org.triggerworkbench.data.signs;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** The figures on the boards as filled shapes, in board units: the board spans -1..1, y down. */
final class Pictograms {
    private Pictograms() {}

    static Shape stroked(Shape line, double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND).createStrokedShape(line);
    }

    static Path2D polygon(double... xy) {
        Path2D path = polyline(xy);
        path.closePath();
        return path;
    }

    static Path2D polyline(double... xy) {
        Path2D path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        return path;
    }

    static Ellipse2D disc(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    /** A straight arrow that points to the left. */
    static Shape arrow() {
        return polygon(-0.72, 0, -0.1, -0.58, -0.1, -0.2, 0.68, -0.2, 0.68, 0.2, -0.1, 0.2, -0.1, 0.58);
    }

    /** Three arrows that chase each other counter-clockwise. */
    static Shape ring() {
        Area ring = new Area();
        Area one = new Area(stroked(new Arc2D.Double(-0.5, -0.5, 1, 1, 2, 62, Arc2D.OPEN), 0.2));
        AffineTransform head = AffineTransform.getRotateInstance(StrictMath.toRadians(-60));
        one.add(new Area(head.createTransformedShape(polygon(0.24, 0.02, 0.76, 0.02, 0.46, -0.36))));
        for (int i = 0; i < 3; i++) {
            AffineTransform turn = AffineTransform.getRotateInstance(StrictMath.toRadians(120 * i + 20));
            ring.add(one.createTransformedArea(turn));
        }
        return ring;
    }

    /** A person who walks to the left. */
    static Shape walker() {
        Area walker = new Area(disc(-0.02, -0.38, 0.12));
        walker.add(limb(0.17, 0, -0.2, 0.03, 0.12));
        walker.add(limb(0.12, 0.03, 0.1, -0.14, 0.3, -0.26, 0.56));
        walker.add(limb(0.12, 0.03, 0.1, 0.14, 0.32, 0.26, 0.56));
        walker.add(limb(0.09, 0, -0.2, -0.18, 0, -0.27, 0.06));
        walker.add(limb(0.09, 0, -0.2, 0.17, -0.04, 0.2, 0.12));
        return walker;
    }

    /** A person who digs into a heap. */
    static Shape digger() {
        Area digger = new Area(disc(-0.13, -0.3, 0.12));
        digger.add(limb(0.19, -0.06, -0.12, 0.16, 0.13));
        digger.add(limb(0.12, 0.14, 0.12, 0, 0.34, 0.02, 0.58));
        digger.add(limb(0.12, 0.16, 0.12, 0.27, 0.34, 0.36, 0.58));
        digger.add(limb(0.09, -0.04, -0.1, -0.2, 0.12, -0.04, 0.26));
        digger.add(limb(0.06, 0.16, 0.12, -0.42, 0.38));
        digger.add(new Area(polygon(-0.72, 0.62, -0.44, 0.3, -0.16, 0.62)));
        return digger;
    }

    static Shape bicycle() {
        Area bicycle = new Area(stroked(disc(-0.4, 0.2, 0.27), 0.09));
        bicycle.add(new Area(stroked(disc(0.4, 0.2, 0.27), 0.09)));
        bicycle.add(limb(0.09, -0.4, 0.2, -0.2, -0.2, 0.24, -0.2, 0.02, 0.2, -0.2, -0.2));
        bicycle.add(limb(0.09, -0.4, 0.2, 0.02, 0.2));
        bicycle.add(limb(0.09, 0.4, 0.2, 0.2, -0.4, 0.36, -0.44));
        bicycle.add(limb(0.09, -0.2, -0.2, -0.25, -0.36));
        bicycle.add(limb(0.1, -0.38, -0.37, -0.13, -0.37));
        return bicycle;
    }

    private static Area limb(double width, double... xy) {
        BasicStroke stroke = new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
        return new Area(stroke.createStrokedShape(polyline(xy)));
    }
}
