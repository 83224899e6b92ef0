package org.triggerworkbench.experiment.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlurmScriptTest {
    @TempDir
    private Path place;

    private MatrixFolder folder(String slurm) throws IOException {
        Path file = Files.writeString(place.resolve("two.toml"), """
                name = "two"
                [[attack]]
                method = "badnets"
                [slurm]
                """ + slurm);
        return MatrixFolder.create(place.resolve("two"), MatrixFile.plan(file, MatrixOptions.NONE), file);
    }

    private static String script(MatrixFolder folder, Map<String, String> flags) {
        SlurmSettings settings = SlurmSettings.of(folder.file(), MatrixFile.slurm(folder.file()), flags);
        Path list = folder.slurm().resolve("0001-attacks.txt");
        return new SlurmScript(folder, settings, "matrix-1234", list, 12, 3)
                .text()
                .replace(folder.path().toString(), "/shared/two");
    }

    @Test
    void everythingThatCanBeAsked_standsInTheScript() throws IOException {
        MatrixFolder folder = folder("""
                partition = "gpu"
                time = "2:00:00"
                memory = "8G"
                gres = "gpu:1"
                account = "lab 7"
                extra = ["--exclude=node3", "--constraint=a100"]
                modules = ["cuda/12.8", "java 25"]
                container = "/images/work bench.sif"
                parallel = 4
                """);
        assertEquals(
                """
                #!/bin/bash
                %s
                #SBATCH --job-name=matrix-1234
                #SBATCH --array=1-12%%4
                #SBATCH --output=/shared/two/logs/slurm-%%A_%%a.txt
                #SBATCH --open-mode=append
                #SBATCH --requeue
                #SBATCH --cpus-per-task=3
                #SBATCH --signal=B:TERM@60
                #SBATCH --partition=gpu
                #SBATCH --time=2:00:00
                #SBATCH --mem=8G
                #SBATCH --gres=gpu:1
                #SBATCH --account="lab 7"
                #SBATCH --exclude=node3
                #SBATCH --constraint=a100

                module load cuda/12.8
                module load 'java 25'
                unset _JPACKAGE_LAUNCHER
                cell=$(sed -n "${SLURM_ARRAY_TASK_ID}p" /shared/two/slurm/0001-attacks.txt)
                exec apptainer exec --nv --bind /shared/two '/images/work bench.sif' trigger-workbench matrix --resume /shared/two --cell "$cell" >>/shared/two/logs/"$cell".txt 2>&1
                """.formatted(
                        script(folder, Map.of()).lines().skip(1).findFirst().orElseThrow()),
                script(folder, Map.of()));
    }

    @Test
    void flagsWin_andACommandStandsInThePlaceOfThisProgram() throws IOException {
        MatrixFolder folder = folder("""
                partition = "gpu"
                modules = ["cuda/12.8"]
                command = "/opt/trigger-workbench/bin/trigger-workbench"
                """);
        String script = script(folder, Map.of("partition", "long", "modules", "cuda/12.8,cudnn"));
        assertEquals(
                "#SBATCH --partition=long",
                script.lines()
                        .filter(line -> line.contains("partition"))
                        .findFirst()
                        .orElse(""));
        assertEquals(
                2,
                script.lines().filter(line -> line.startsWith("module load ")).count());
        assertEquals(
                "exec /opt/trigger-workbench/bin/trigger-workbench matrix --resume /shared/two --cell \"$cell\""
                        + " >>/shared/two/logs/\"$cell\".txt 2>&1",
                script.lines().reduce("", (_, last) -> last));
    }
}
