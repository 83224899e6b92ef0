package org.triggerworkbench.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.text.InputException;

class LibtorchFolderTest {
    @TempDir
    Path folder;

    @Test
    void libtorch_ofTheEnginesVersion_isTaken_fromItsFolderOrAPythons() throws IOException {
        libtorch("build-version", "2.7.1+cu128\n");
        LibtorchFolder taken = new LibtorchFolder(folder.resolve("lib"), "2.7.1+cu128");
        assertEquals(taken, LibtorchFolder.require(folder));
        assertEquals(taken, LibtorchFolder.require(folder.resolve("lib")));
    }

    @Test
    void libtorch_forCards_takesTheEnginesLibraryForCards() throws IOException {
        libtorch("build-version", "2.7.1+cu126\n");
        assertEquals("2.7.1+cu126", LibtorchFolder.require(folder).version());
        assertEquals("cpu", LibtorchFolder.require(folder).flavor());
        Files.writeString(library("torch_cuda"), "");
        assertEquals("cu128", LibtorchFolder.require(folder).flavor());
    }

    @Test
    void libtorch_ofAnother_isRefusedWithBothVersions() throws IOException {
        libtorch("version.py", "from typing import Optional\n__version__ = '2.13.0+cpu'\n");
        String sentence = refusal();
        assertTrue(sentence.contains("2.13.0+cpu") && sentence.contains("2.7.1"), sentence);
    }

    @Test
    void folderWithoutLibtorch_orWithoutVersion_isRefused() throws IOException {
        assertTrue(refusal().contains("has no libtorch"));
        libtorch("other.txt", "");
        assertTrue(refusal().contains("cannot be told"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void libraryBuiltForTheLibtorchBesideIt_isTaken_whateverTheVersion() throws IOException {
        libtorch("build-version", "2.99.0+cpu\n");
        ElfFile.write(library("torch"), List.of(), List.of("_new"));
        ElfFile.write(library("torch_cpu"), List.of("_one", "_two"), List.of());
        ElfFile.write(library("c10"), List.of("_three"), List.of());
        ElfFile.write(library("djl_torch"), List.of("Java_call"), List.of("_one", "_three"));
        assertEquals(new LibtorchFolder(folder.resolve("lib"), "2.99.0+cpu"), LibtorchFolder.require(folder));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void libraryBuiltForAnother_isRefusedWithWhatIsMissing() throws IOException {
        for (String version : List.of("2.99.0", "2.7.1")) {
            libtorch("build-version", version);
            ElfFile.write(library("torch"), List.of("_one"), List.of());
            ElfFile.write(library("djl_torch"), List.of("_two"), List.of("_one", "_two", "_three"));
            String sentence = refusal();
            assertTrue(sentence.contains("was not built for the libtorch " + version), sentence);
            assertTrue(sentence.contains("which lacks _three"), sentence);
        }
    }

    /** The engine's own library, and what it was built against. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void namesOfRealLibraries_areRead() throws IOException {
        Path natives;
        try (Compute _ = Compute.openCpu()) {
            natives = Path.of(EngineFacts.current().natives());
        }
        ElfSymbols own = ElfSymbols.of(natives.resolve(EngineFacts.libraryVersion() + "-libdjl_torch.so"));
        assertTrue(own.defined().contains("Java_ai_djl_pytorch_jni_PyTorchLibrary_torchAdd"));
        Set<String> missing = new TreeSet<>(own.wanted());
        assertTrue(missing.size() > 100, missing.toString());
        missing.removeAll(ElfSymbols.of(natives.resolve("libc10.so")).defined());
        assertTrue(
                missing.contains("_ZN2at4_ops10add_Tensor4callERKNS_6TensorES4_RKN3c106ScalarE"), missing.toString());
        missing.removeAll(ElfSymbols.of(natives.resolve("libtorch_cpu.so")).defined());
        assertEquals(Set.of(), missing);
    }

    @Test
    void whatIsNoLibrary_orOnlyAPartOfOne_isRefused() throws IOException {
        libtorch("build-version", "2.99.0");
        Path own = library("djl_torch");
        byte[] whole = {0x7f, 'E', 'L', 'F', 2, 1, 1};
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[i];
            random.nextBytes(bytes);
            System.arraycopy(whole, 0, bytes, 0, Math.min(whole.length, i));
            Files.write(own, bytes);
            assertTrue(refusal().contains("cannot be checked"), refusal());
        }
    }

    private Path library(String name) {
        return folder.resolve("lib").resolve(System.mapLibraryName(name));
    }

    private String refusal() {
        return assertThrows(InputException.class, () -> LibtorchFolder.require(folder))
                .sentence();
    }

    private void libtorch(String versionFile, String version) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib").resolve(System.mapLibraryName("torch")), "");
        Files.writeString(folder.resolve(versionFile), version);
    }
}
