package io.gatehouse.localcloud.cloud.isolated;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.function.Uncheck;

/** What an environment prints: a file and not a pipe, so that all that a handler printed is there with its answer. */
final class OutputFile {
    private static final long TRUNCATE_BYTES = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private long position;

    OutputFile(Path path) {
        this.path = path;
        this.channel = Uncheck.get(() -> FileChannel.open(path, CREATE, TRUNCATE_EXISTING, READ, WRITE));
    }

    ProcessBuilder.Redirect redirect() {
        return ProcessBuilder.Redirect.appendTo(path.toFile());
    }

    /** What has come since the last call. */
    synchronized byte[] read() throws IOException {
        var size = channel.isOpen() ? channel.size() : position;
        if (size == position) {
            return new byte[0];
        }
        var buffer = ByteBuffer.allocate((int) (size - position));
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {}
        position += buffer.position();
        return buffer.array();
    }

    /** Forgets what has been read once that is much. To be called while nothing is printed. */
    synchronized void trim() throws IOException {
        if (position > TRUNCATE_BYTES && channel.isOpen() && channel.size() == position) {
            channel.truncate(0);
            position = 0;
        }
    }

    synchronized void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }
}
