package org.triggerworkbench.compute.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.TensorFiles.Kind;
import org.triggerworkbench.text.InputException;

/** Files cross to and from a real Python; the interpreter is {@code python3} unless {@code workbench.python} says else. */
class PythonExchangeTest {
    private static final String PYTHON = System.getProperty("workbench.python", "python3");

    @TempDir
    static Path folder;

    @BeforeAll
    static void requireNumpy() throws IOException {
        Assumptions.assumeTrue(works("import numpy"), PYTHON + " with numpy is absent here");
    }

    @Test
    void npzAndNpy_ofOurs_areReadByNumpy() throws IOException {
        Path npz = folder.resolve("ours.npz");
        Npz.write(npz, SafetensorsTest.sample());
        Path npy = folder.resolve("ours.npy");
        Npy.write(npy, HostTensor.of(new float[] {1.5f, -2, 3, 4, 5, 6}, 2, 3));
        String output = python("""
                import sys, numpy as np
                z = np.load(sys.argv[1])
                print(sorted(z.files) == sorted(['flag', 'weight', 'знак "stop" 🛑', 'empty', 'long']))
                print(z['weight'].dtype, z['weight'].tolist(), z['flag'].tolist(), z['empty'].shape, z['long'].tolist())
                print(float(z['знак "stop" 🛑']), z['знак "stop" 🛑'].shape)
                a = np.load(sys.argv[2])
                print(a.dtype, a.tolist())
                """, npz, npy);
        assertEquals("""
                True
                float32 [[1.0, -2.0, 3.0], [4.0, 5.0, 6.0]] [True, False, True] (3, 0, 2) [-9223372036854775808, 7]
                0.5 ()
                float32 [[1.5, -2.0, 3.0], [4.0, 5.0, 6.0]]
                """, output);
    }

    @Test
    void npz_ofNumpy_isReadWhateverTheTypeOrderAndCompression() throws IOException {
        for (String save : List.of("savez", "savez_compressed")) {
            Path npz = folder.resolve(save + ".npz");
            python("""
                    import sys, numpy as np
                    arrays = {}
                    for t in ['<f8', '<f4', '<f2', '<i8', '<i4', '<i2', 'i1', 'u1', '?', '>f8', '>f4', '>f2', '>i8', '>i4', '>i2']:
                        a = (np.arange(24).reshape(2, 3, 4) % 2).astype(t) if t == '?' else np.arange(24).reshape(2, 3, 4).astype(t)
                        arrays['C' + t] = a
                        arrays['F' + t] = np.asfortranarray(a)
                    arrays['scalar'] = np.float32(7)
                    getattr(np, sys.argv[2])(sys.argv[1], **arrays)
                    """, npz, save);
            Map<String, HostTensor> tensors = TensorFiles.read(npz).tensors();
            assertEquals(31, tensors.size());
            tensors.forEach((name, tensor) -> {
                float[] expected = new float[24];
                for (int i = 0; i < 24; i++) {
                    expected[i] = name.endsWith("?") ? i % 2 : i;
                }
                if (name.equals("scalar")) {
                    assertEquals(HostTensor.of(new float[] {7}), tensor);
                } else {
                    assertArrayEquals(expected, tensor.floats(), name);
                    assertArrayEquals(new long[] {2, 3, 4}, tensor.shape(), name);
                }
            });
        }
    }

    @Test
    void pickles_ofPython_areRefused() throws IOException {
        for (int protocol = 2; protocol <= 5; protocol++) {
            Path file = folder.resolve("x" + protocol + ".pkl");
            python(
                    "import sys, pickle; pickle.dump({'w': [1.0]}, open(sys.argv[1], 'wb'), int(sys.argv[2]))",
                    file,
                    protocol);
            assertEquals(Kind.PICKLE, TensorFiles.kind(file));
            assertThrows(InputException.class, () -> TensorFiles.read(file));
        }
        Path objects = folder.resolve("objects.npy");
        python(
                "import sys, numpy as np; np.save(sys.argv[1], np.array([{}, None], object), allow_pickle=True)",
                objects);
        assertTrue(assertThrows(InputException.class, () -> TensorFiles.read(objects))
                .sentence()
                .contains("arbitrary code"));
    }

    @Test
    void safetensors_ofOurs_areReadByTheFormatsDescription() throws IOException {
        Path file = folder.resolve("spec.safetensors");
        Safetensors.write(file, SafetensorsTest.sample(), Map.of("ключ", "значение"));
        String output = python("""
                import sys, json, hashlib, numpy as np
                raw = open(sys.argv[1], 'rb').read()
                n = int.from_bytes(raw[:8], 'little')
                header, data = json.loads(raw[8:8 + n]), raw[8 + n:]
                metadata = header.pop('__metadata__')
                types = {'F32': '<f4', 'I64': '<i8', 'BOOL': '?'}
                arrays, at = {}, 0
                for name, e in header.items():
                    begin, end = e['data_offsets']
                    assert begin == at, name
                    at = end
                    arrays[name] = np.frombuffer(data[begin:end], types[e['dtype']]).reshape(e['shape'])
                assert at == len(data) and n % 8 == 0
                assert metadata['sha256'] == hashlib.sha256(data).hexdigest()
                print(metadata['ключ'], arrays['weight'].tolist(), arrays['знак "stop" 🛑'].shape, arrays['empty'].shape)
                """, file);
        assertEquals("значение [[1.0, -2.0, 3.0], [4.0, 5.0, 6.0]] () (3, 0, 2)\n", output);
    }

    @Test
    void safetensors_ofOurs_areReadByThePythonLibrary() throws IOException {
        Assumptions.assumeTrue(works("import safetensors.numpy"), PYTHON + " has no safetensors library");
        Path file = folder.resolve("ours.safetensors");
        Safetensors.write(file, SafetensorsTest.sample(), Map.of("ключ", "значение"));
        Path back = folder.resolve("theirs.safetensors");
        String output = python("""
                import sys
                from safetensors import safe_open
                from safetensors.numpy import load_file, save_file
                tensors = load_file(sys.argv[1])
                with safe_open(sys.argv[1], 'np') as f:
                    print(f.metadata()['ключ'], tensors['weight'].tolist(), tensors['знак "stop" 🛑'].shape)
                save_file(tensors, sys.argv[2])
                """, file, back);
        assertEquals("значение [[1.0, -2.0, 3.0], [4.0, 5.0, 6.0]] ()\n", output);
        assertEquals(SafetensorsTest.sample(), TensorFiles.read(back).tensors());
    }

    private static boolean works(String script) throws IOException {
        try {
            return run(script).exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String python(String script, Object... arguments) throws IOException {
        Process process = run(script, arguments);
        String output = Files.readString(folder.resolve("python.out"));
        assertEquals(0, process.exitValue(), output);
        return output;
    }

    private static Process run(String script, Object... arguments) throws IOException {
        // By file, as a command line may not carry Unicode.
        Path source = Files.writeString(folder.resolve("script.py"), script, StandardCharsets.UTF_8);
        List<String> command = new ArrayList<>(List.of(PYTHON, "-X", "utf8", source.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("python.out").toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("Python took more than 60 s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return process;
    }
}
