package org.triggerworkbench.app.session;

import java.util.Map;

/** How the window stands: which tabs are in front, zoom, sorting. The window knows the keys; a session only keeps them. */
public interface ViewState {
    /** As it stands now. Window thread only. */
    Map<String, String> save();

    /** Puts it back as far as it still fits; keys it does not know are passed over. Window thread only. */
    void restore(Map<String, String> state);
}
