import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Step 3: the image as installers of this system, with their SHA-256 sums. On Linux a deb and, where rpmbuild is there, an rpm;
 * msi on Windows, dmg on macOS, both by jpackage.
 *
 * <p>The Linux packages are plain trees of files without a script: jpackage's own call xdg-utils while they are installed, which
 * fails on a machine without a desktop, and depend on the library names of the machine that built them.
 */
final class Pack {
    /** Of Windows' installers for ever: by it a newer one finds the older. */
    private static final String UPGRADES = "5c1b4f0e-8a3d-4f6b-9e57-2d1c6a7b9043";

    private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    public static void main(String[] words) throws Exception {
        if (Steps.WINDOWS || Steps.MAC) {
            jpackage();
        } else {
            Path root = tree();
            deb(root);
            if (Steps.has("rpmbuild")) {
                rpm(root);
            } else {
                System.out.println("installer: no rpm, since rpmbuild is not on the PATH");
            }
        }
        Steps.delete(Steps.WORK);
        sums();
    }

    /** The version as a number, which macOS does not take with a zero in front. */
    static String number() {
        String version = Steps.VERSION.replaceFirst("-.*", "");
        return Steps.MAC ? version.replaceFirst("^0\\.", "1.") : version;
    }

    /** All files at their places below a root. */
    private static Path tree() throws IOException {
        Path root = Steps.WORK.resolve("root");
        Path share = root.resolve("usr/share");
        Path program = root.resolve("usr/lib").resolve(Steps.NAME);
        Steps.copy(Steps.IMAGE, Files.createDirectories(program.getParent()).resolve(Steps.NAME));
        Path linux = Steps.HERE.resolve("linux");
        Path onPath = Files.createDirectories(root.resolve("usr/bin")).resolve(Steps.NAME);
        Files.createSymbolicLink(onPath, Path.of("../lib", Steps.NAME, "bin", Steps.NAME));
        put(linux.resolve(Steps.NAME + ".desktop"), share.resolve("applications"), Steps.NAME + ".desktop");
        put(linux.resolve("mime.xml"), share.resolve("mime/packages"), Steps.NAME + ".xml");
        put(linux.resolve("copyright"), share.resolve("doc").resolve(Steps.NAME), "copyright");
        Path icons = share.resolve("icons/hicolor");
        Path drawn = Steps.HERE.resolve("../src/main/resources/org/triggerworkbench/app/icon");
        for (int size : List.of(16, 24, 32, 48, 64, 128, 256, 512)) {
            put(drawn.resolve(size + ".png"), icons.resolve(size + "x" + size + "/apps"), Steps.NAME + ".png");
        }
        put(Steps.HERE.resolve("icon").resolve(Steps.NAME + ".svg"), icons.resolve("scalable/apps"), Steps.NAME + ".svg");
        try (Stream<Path> all = Files.walk(root)) {
            // A link has no rights of its own.
            for (Path file : (Iterable<Path>) all.filter(each -> !Files.isSymbolicLink(each))::iterator) {
                var rights = Files.getPosixFilePermissions(file);
                rights.removeAll(WRITABLE_BY_OTHERS);
                rights.addAll(Set.of(
                        PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ));
                if (rights.contains(PosixFilePermission.OWNER_EXECUTE)) {
                    rights.addAll(Set.of(PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE));
                }
                Files.setPosixFilePermissions(file, rights);
            }
        }
        return root;
    }

    private static void put(Path file, Path folder, String name) throws IOException {
        Files.copy(file, Files.createDirectories(folder).resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static void deb(Path root) throws IOException, InterruptedException {
        Path control = Files.createDirectories(root.resolve("DEBIAN"));
        long kilobytes;
        try (Stream<Path> all = Files.walk(root)) {
            kilobytes = all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum() / 1024;
        }
        Files.writeString(control.resolve("control"), filled("deb-control").replace("@KILOBYTES@", "" + kilobytes));
        Path deb = Steps.OUT.resolve(Steps.NAME + "_" + number() + "_amd64.deb");
        List<String> words = new ArrayList<>(List.of("dpkg-deb", "--root-owner-group"));
        words.addAll(isFast() ? List.of("-Zgzip", "-z1") : List.of("-Zxz", "-z6"));
        words.addAll(List.of("--build", root.toString(), deb.toString()));
        Steps.run(Map.of(), words.toArray(String[]::new));
        Steps.delete(control);
        Steps.tell(deb.getFileName().toString(), deb);
    }

    private static void rpm(Path root) throws IOException, InterruptedException {
        Path spec = Files.writeString(
                Steps.WORK.resolve(Steps.NAME + ".spec"), filled("rpm.spec").replace("@ROOT@", root.toString()));
        Path made = Steps.WORK.resolve("rpm");
        Steps.run(Map.of(), "rpmbuild", "-bb", "--quiet", "--target", "x86_64",
                "--define", "_topdir " + made, "--define", "_rpmdir " + Steps.OUT,
                "--define", "_rpmfilename %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}.rpm",
                "--define", "_binary_payload " + (isFast() ? "w1.gzdio" : "w19.zstdio"),
                spec.toString());
        Path rpm = Steps.OUT.resolve(Steps.NAME + "-" + number() + "-1.x86_64.rpm");
        Steps.tell(rpm.getFileName().toString(), rpm);
    }

    private static String filled(String template) throws IOException {
        return Files.readString(Steps.HERE.resolve("linux").resolve(template)).replace("@VERSION@", number());
    }

    /** For tests of what is in a package, whose size does not matter. */
    private static boolean isFast() {
        return Steps.setting("compression").equals("fast");
    }

    private static void jpackage() throws IOException, InterruptedException {
        if (Steps.MAC) {
            // What was put into the image after jpackage made it is not in its seal. Signed by nobody: see README.md.
            Steps.run(Map.of(), "codesign", "--force", "--deep", "--sign", "-", Steps.IMAGE.toString());
        }
        List<String> words = new ArrayList<>(List.of("--type", Steps.WINDOWS ? "msi" : "dmg",
                "--app-image", Steps.IMAGE.toString(), "--dest", Steps.OUT.toString(), "--name", Steps.NAME,
                "--app-version", number(), "--vendor", "Trigger Workbench",
                "--license-file", Steps.HERE.resolve("../LICENSE").normalize().toString(),
                "--file-associations", Steps.HERE.resolve("session.properties").toString()));
        if (Steps.WINDOWS) {
            words.addAll(List.of("--win-per-user-install", "--win-menu", "--win-shortcut-prompt", "--win-upgrade-uuid", UPGRADES));
        }
        Steps.jdk("jpackage", words);
    }

    private static void sums() throws Exception {
        List<Path> installers;
        try (Stream<Path> files = Files.list(Steps.OUT)) {
            installers = files.filter(file -> file.toString().matches(".*\\.(deb|rpm|msi|dmg)")).sorted().toList();
        }
        StringBuilder lines = new StringBuilder();
        for (Path installer : installers) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (var in = new DigestInputStream(Files.newInputStream(installer), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            lines.append(HexFormat.of().formatHex(digest.digest())).append("  ").append(installer.getFileName()).append('\n');
        }
        Files.writeString(Steps.OUT.resolve("SHA256SUMS"), lines, StandardCharsets.UTF_8);
    }
}
