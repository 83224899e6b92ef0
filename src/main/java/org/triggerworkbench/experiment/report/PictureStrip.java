package org.triggerworkbench.experiment.report;

import java.util.Base64;
import java.util.List;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.data.picture.Residual;
import org.triggerworkbench.text.Messages;

/** A clean image, the same triggered, and ten times their difference; pixels stay pixels. */
public final class PictureStrip {
    private static final Messages TEXT = Messages.of(PictureStrip.class);
    private static final int RESIDUAL_GAIN = 10;

    private PictureStrip() {}

    /**
     * @param cleanAnswer what the model says of the clean image, for the caption; empty for none
     * @param triggeredAnswer the same of the triggered image
     */
    public static String html(Picture clean, Picture triggered, String cleanAnswer, String triggeredAnswer) {
        return "<div class=\"strip\">" + image(clean, caption("strip.clean", cleanAnswer))
                + image(triggered, caption("strip.triggered", triggeredAnswer))
                + image(Residual.of(clean, triggered, RESIDUAL_GAIN), TEXT.get("strip.residual")) + "</div>";
    }

    private static String caption(String key, String answer) {
        return answer.isEmpty() ? TEXT.get(key) : TEXT.get(key) + ": " + answer;
    }

    /** Pictures side by side, each with its caption; both lists are of one length. */
    public static String row(List<Picture> pictures, List<String> captions) {
        StringBuilder row = new StringBuilder("<div class=\"strip\">");
        for (int i = 0; i < pictures.size(); i++) {
            row.append(image(pictures.get(i), captions.get(i)));
        }
        return row.append("</div>").toString();
    }

    /** One picture with a caption under it. */
    private static String image(Picture picture, String caption) {
        String text = Html.escape(caption);
        return "<div><img alt=\"" + text + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(PictureFiles.encodePng(picture)) + "\"><span>" + text
                + "</span></div>";
    }
}
