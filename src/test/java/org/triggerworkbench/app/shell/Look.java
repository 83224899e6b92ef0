package org.triggerworkbench.app.shell;

import java.nio.file.Path;
import java.util.prefs.Preferences;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.state.Settings;

/** Pictures of the window by hand. */
final class Look {
    public static void main(String[] args) throws Exception {
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> {
            e.printStackTrace();
            System.exit(1);
        });
        Settings settings = new Settings(Preferences.userRoot().node("look-test"));
        WorkbenchWindow window = Fx.call(() -> {
            WorkbenchWindow w = TestWindows.of(settings, new FakeDialogs());
            w.theme().tokens().set(Tokens.LIGHT);
            w.begin();
            return w;
        });
        Fx.until("scenes", () -> window.works().running().isEmpty());
        Thread.sleep(500);
        Fx.picture(window.scene(), Path.of("target/look/start.png"));
        for (var scenario : org.triggerworkbench.experiment.Scenarios.all()) {
            Fx.run(() -> window.open(scenario));
            Fx.until("answer", () -> {
                var f = window.workbench().scene().get();
                return f != null
                        && f.request().title().equals(scenario.title())
                        && window.workbench().answer().get() != null
                        && window.works().running().isEmpty();
            });
            Thread.sleep(1500);
            Fx.picture(window.scene(), Path.of("target/look/" + scenario.id() + ".png"));
        }
        for (String id : window.viewIds()) {
            Fx.run(() -> window.showView(id));
            Thread.sleep(700);
            Fx.picture(window.scene(), Path.of("target/look/view-" + id + ".png"));
        }
        Fx.run(() -> window.showView("paint"));
        Fx.run(() -> window.showView("embedding"));
        Fx.run(() -> window.showView("train"));
        Fx.run(() -> window.actions().named("train.play").fire());
        Thread.sleep(9000);
        Fx.run(() -> window.theme().toggle());
        Thread.sleep(300);
        Fx.picture(window.scene(), Path.of("target/look/dark.png"));
        Fx.call(window::end).join();
        System.exit(0);
    }
}
