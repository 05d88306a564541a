package io.gatehouse.localcloud.cloud.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterOverridesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Size=5 Name=x                                                       | 5        | x
            ParameterKey=Size,ParameterValue=5 ParameterKey=Name,ParameterValue=x | 5      | x
            ParameterKey=Size,ParameterValue=5 Name=x                           | 5        | x
            Size=5 Name="two words"                                             | 5        | two words
            Size=5 Name='two words'                                             | 5        | two words
            Name=two words Size=5                                               | 5        | two words
            Name=two\\ words Size=5                                              | 5        | two words
            ParameterKey=Name,ParameterValue="a \\"b\\"" Size=5                   | 5        | a "b"
            "Size"=5 'Name'=x                                                   | 5        | x
            Size=a,b Name=https://example.com/?a=b&c=d                          | a,b      | https://example.com/?a=b&c=d
            Size=1 Size=5 Name=                                                 | 5        | ``
            """)
    void oneWordOrSeveralSayTheSame(String words, String size, String name) {
        var values = Map.of("Size", size, "Name", name);

        assertThat(ParameterOverrides.parse(List.of(words))).containsExactlyInAnyOrderEntriesOf(values);
    }

    @Test
    void eachShellWordIsAnOverride() {
        assertThat(ParameterOverrides.parse(List.of("Name=two words", "Size=5")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("Name", "two words", "Size", "5"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Size",
                "=5",
                "Size 5",
                "a-b=5",
                "Size=\"5",
                "Size=\"5\" x",
                "ParameterKey=Size",
                "file://none.yaml"
            })
    void whatIsInNoSpellingIsRefusedInOneLine(String word) {
        assertThatThrownBy(() -> ParameterOverrides.parse(List.of(word)))
                .isInstanceOf(UsageException.class)
                .message()
                .hasLineCount(1);
    }

    @Test
    void aFileMayHoldValuesListsAndIncludes(@TempDir Path folder) throws IOException {
        var yaml = Files.writeString(folder.resolve("all.yaml"), """
                $include: file://more.json
                Size: 007
                Enabled: true
                Empty:
                Origins: [https://a.example, ' https://b.example ']
                """);
        Files.writeString(folder.resolve("more.json"), "[\n\t\"Name=x Size=1\",\n\t{\"Number\": 1.50}\n]");

        assertThat(ParameterOverrides.parse(List.of("file://" + yaml, "Name=y")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Name", "y",
                        "Size", "007",
                        "Number", "1.50",
                        "Enabled", "true",
                        "Empty", "",
                        "Origins", "https://a.example,https://b.example"));
    }

    @Test
    void aFileThatIncludesItselfOrIsMalformedIsRefused(@TempDir Path folder) throws IOException {
        var circle = Files.writeString(folder.resolve("circle.yml"), "$include: file://circle.yml");
        var broken = Files.writeString(folder.resolve("broken.json"), "{\"Size\": ");

        assertThatThrownBy(() -> ParameterOverrides.parse(List.of("file://" + circle)))
                .hasMessageContaining("includes itself");
        assertThatThrownBy(() -> ParameterOverrides.parse(List.of("file://" + broken)))
                .message()
                .contains("broken.json cannot be read as YAML")
                .hasLineCount(1);
    }
}
