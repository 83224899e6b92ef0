import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Step 2: a cache of loaded and compiled classes (JEP 483, 514, 515), which halves the time to the first window. The program
 * is started by its own launcher, so with the very settings that users start it with, and walks through its main views.
 */
final class Train {
    private static final String CACHE = "workbench.aot";

    public static void main(String[] words) throws IOException, InterruptedException {
        Path user = Files.createDirectories(Steps.WORK.resolve("training"));
        List<String> options = List.of(
                "-XX:AOTCacheOutput=" + Steps.APP.resolve(CACHE),
                // What is hot in a start is then compiled once, by the quick compiler, when the program starts again; the slow
                // one, a quarter of the start's processor time, is left to what only becomes hot later.
                "-XX:TieredStopAtLevel=1",
                "-Dworkbench.rehearsal=true",
                "-Dworkbench.data=" + user.resolve("data"),
                "-Djava.util.prefs.userRoot=" + user,
                // A build has no display.
                "-Dglass.platform=Headless",
                "-Dprism.order=sw");
        Steps.run(Map.of("JAVA_TOOL_OPTIONS", String.join(" ", options)), Steps.LAUNCHER.toString());
        useCache();
        // With this flag a program whose cache does not fit does not start: it must on this machine and on a large one.
        for (String memory : List.of("4g", "128g")) {
            Steps.run(
                    Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on -XX:MaxRAM=" + memory),
                    Steps.LAUNCHER.toString(), "--version");
        }
        Steps.tell("start cache", Steps.APP.resolve(CACHE));
        Steps.tell("image", Steps.IMAGE);
    }

    /** Has each launcher start with the cache. */
    private static void useCache() throws IOException {
        if (!Steps.WINDOWS && !Steps.MAC) {
            String java = "/lib/runtime/bin/java\" \\\n";
            String text = Files.readString(Steps.LAUNCHER);
            Files.writeString(
                    Steps.LAUNCHER, text.replace(java, java + Steps.option("-XX:AOTCache=$app/" + CACHE) + "\n"));
            return;
        }
        String line = "java-options=-XX:AOTCache=$APPDIR/" + CACHE;
        try (var files = Files.list(Steps.APP)) {
            for (Path settings : files.filter(file -> file.toString().endsWith(".cfg")).toList()) {
                String text = Files.readString(settings);
                Files.writeString(settings, text.replace("[JavaOptions]", "[JavaOptions]\n" + line));
            }
        }
    }
}
