package shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** Writes down what it gets. */
public final class WorkerFunction {
    public void work(Map<String, List<Map<String, Object>>> event) throws IOException {
        for (var message : event.get("Records")) {
            tick(String.valueOf(message.get("body")));
        }
    }

    public void tick(String line) throws IOException {
        var book = Path.of(System.getenv("BOOK"));
        Files.writeString(book, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
