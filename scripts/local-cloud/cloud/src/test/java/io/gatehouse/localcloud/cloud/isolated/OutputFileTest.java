package io.gatehouse.localcloud.cloud.isolated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    Path folder;

    @Test
    void outputIsReadOnceAndTheFileIsTruncated() throws IOException {
        var file = folder.resolve("output");
        var output = new OutputFile(file);
        print(file, "first");
        assertThat(output.read()).asString(UTF_8).isEqualTo("first");
        assertThat(output.read()).isEmpty();

        print(file, "x".repeat(2_000_000));
        output.trim();
        assertThat(file).as("it has not been read yet").hasSize(2_000_005);
        assertThat(output.read()).hasSize(2_000_000);
        output.trim();
        assertThat(file).isEmptyFile();
        print(file, "last");
        assertThat(output.read()).asString(UTF_8).isEqualTo("last");

        output.delete();
        assertThat(file).doesNotExist();
        assertThat(output.read()).isEmpty();
    }

    private static void print(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
