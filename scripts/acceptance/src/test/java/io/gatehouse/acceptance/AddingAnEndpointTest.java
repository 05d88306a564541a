package io.gatehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.acceptance.harness.Checkout;
import io.gatehouse.acceptance.harness.Contract;
import io.gatehouse.acceptance.harness.Gatehouse;
import io.gatehouse.acceptance.harness.LocalCloud;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/adding-an-endpoint.md} leads to an endpoint: its code is built, and its route is called. */
@Tag("tools")
class AddingAnEndpointTest {
    /**
     * "New file `path`:" or "In `path`, after `line`:" with the code below; without a path, in the same file as before.
     */
    private static final Pattern STEP = Pattern.compile(
            "(?:New file `(?<created>[^`]+)`|(?:In `(?<changed>[^`]+)`|\\S[^`\n]*), after `(?<line>[^`]+)`):\n\n```\\w+\n(?<code>.*?)```",
            Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void thePagesEndpointAnswers() throws IOException {
        followThePage();
        build();

        var description = Checkout.yaml(folder.resolve(Contract.FILE).toString());
        assertThat(description.at("/paths/~1api~1me~1greeting/get/operationId").asString())
                .isEqualTo("greeting");

        try (var cloud = LocalCloud.start(
                List.of("--template", folder.resolve("template.yaml").toString()))) {
            var gatehouse = new Gatehouse(cloud);
            var person = gatehouse.somebody();

            assertThat(gatehouse
                            .get("/api/me/greeting")
                            .bearer(person.token())
                            .expect(200)
                            .at("/greeting"))
                    .isEqualTo("Hello, " + person.email());
            gatehouse.get("/api/me/greeting").problem(401, "missing_token");
        }
    }

    private void followThePage() throws IOException {
        var steps = STEP.matcher(Checkout.text("docs/adding-an-endpoint.md"));
        var file = "";
        while (steps.find()) {
            if (steps.group("created") != null) {
                write(steps.group("created"), steps.group("code"));
            } else {
                file = steps.group("changed") == null ? file : steps.group("changed");
                write(file, inserted(text(file), steps.group("line"), steps.group("code")));
            }
        }
    }

    /** A file as the steps before have left it. */
    private String text(String file) throws IOException {
        return Files.exists(folder.resolve(file)) ? Files.readString(folder.resolve(file)) : Checkout.text(file);
    }

    private static String inserted(String text, String line, String code) {
        var found = Pattern.compile("(?m)^ *" + Pattern.quote(line) + "\n").matcher(text);
        assertThat(found.results()).as("lines that are: " + line).hasSize(1);
        return found.reset().replaceFirst(match -> Matcher.quoteReplacement(match.group() + code));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    /** Into a bundle whose classes go before those of the checkout's, beside the checkout's other bundles. */
    private void build() throws IOException {
        var users = Checkout.ROOT.resolve("functions/users/target");
        var classpath = users.resolve("classes") + File.pathSeparator + Files.readString(users.resolve("classpath"));
        write("functions/users/target/classpath", classpath);
        var classes = Files.createDirectories(folder.resolve("functions/users/target/classes"));
        Files.createSymbolicLink(folder.resolve("scripts"), Checkout.ROOT.resolve("scripts"));
        for (var bundle : List.of("auth", "mail", "operations")) {
            var target = "functions/" + bundle + "/target";
            Files.createDirectories(folder.resolve(target).getParent());
            Files.createSymbolicLink(folder.resolve(target), Checkout.ROOT.resolve(target));
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var problems = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var options = List.of("-proc:none", "-classpath", classpath, "-d", classes.toString());
            var task = compiler.getTask(
                    problems, files, null, options, null, files.getJavaFileObjectsFromPaths(sources()));
            assertThat(task.call()).as(problems::toString).isTrue();
        }
    }

    private List<Path> sources() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
