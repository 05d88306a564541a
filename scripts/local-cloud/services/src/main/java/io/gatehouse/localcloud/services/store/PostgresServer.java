package io.gatehouse.localcloud.services.store;

import io.gatehouse.localcloud.services.Folders;
import io.gatehouse.localcloud.services.LocalCloudException;
import io.gatehouse.localcloud.services.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real PostgreSQL 17 that keeps what it has committed: {@code fsync} and {@code synchronous_commit} are on. The
 * superuser needs no password on 127.0.0.1, and cannot come in by a {@link Bridge}.
 */
public final class PostgresServer extends StoreServer {
    public static final String USER = "postgres";

    private PostgresServer(Path folder, boolean temporary, Optional<Bridge> bridge) {
        super("postgres", temporary ? "QUIT" : "INT", folder, temporary, bridge); // QUIT writes no last checkpoint
    }

    /** Starts on a free port with its data in {@code folder}, which is made and initialised if need be. */
    public static PostgresServer start(Path folder) {
        return start(folder, Optional.empty());
    }

    /** As {@link #start(Path)}, and on a bridge as well. */
    public static PostgresServer start(Path folder, Optional<Bridge> bridge) {
        return started(new PostgresServer(Folders.create(folder), false, bridge));
    }

    /** Starts on a free port with a folder that is deleted on close, and never waits for the disk. */
    public static PostgresServer temporary() {
        return started(new PostgresServer(Folders.temporary("postgres"), true, Optional.empty()));
    }

    @Override
    void start() {
        var programs = Binaries.postgres();
        if (!Files.exists(data())) {
            initialise(programs);
        }
        write("pg_hba.conf", """
                host all all 127.0.0.1/32 trust
                host all all samenet scram-sha-256
                """);
        var program = programs.resolve("bin/postgres");
        var waitsForDisk = temporary ? "off" : "on";
        launch(
                Unprivileged.command(List.of(
                        program.toString(),
                        "-D" + data(),
                        "-p" + port,
                        "--listen_addresses=" + LocalServer.HOST
                                + bridge.map(at -> "," + at.address()).orElse(""),
                        "--hba_file=" + folder.resolve("pg_hba.conf"),
                        "--unix_socket_directories=",
                        "--max_connections=400",
                        "--timezone=UTC",
                        "--log_timezone=UTC",
                        "--fsync=" + waitsForDisk,
                        "--full_page_writes=" + waitsForDisk)),
                program);
    }

    /** The data folder gets its name only when it is complete, so that a start cut short is simply repeated. */
    private void initialise(Path programs) {
        var unfinished = folder.resolve("data.unfinished");
        try {
            if (Files.exists(unfinished)) {
                Folders.delete(unfinished);
            }
            Folders.copy(emptyData(programs), unfinished);
            Files.move(unfinished, data());
        } catch (IOException e) {
            throw new LocalCloudException("PostgreSQL's data folder %s cannot be made: %s".formatted(data(), e), e);
        }
    }

    /** Made once for each version of the programs, for that takes longer than the rest of a start. */
    private Path emptyData(Path programs) throws IOException {
        var options =
                "--no-sync --auth=trust --encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8";
        return Binaries.derived(programs, "data", target -> {
            var command = new ArrayList<>(List.of(options.split(" ")));
            command.addFirst(programs.resolve("bin/initdb").toString());
            command.addAll(List.of("--username=" + USER, "--pgdata=" + target));
            var log = folder.resolve("initdb.log");
            var process = program(Unprivileged.command(command), log).start();
            if (process.onExit().join().exitValue() != 0) {
                throw new LocalCloudException("PostgreSQL's data folder cannot be initialised: see %s.".formatted(log));
            }
        });
    }

    /** PostgreSQL writes its state to the eighth line of a file of its own; the first one is its process id. */
    @Override
    boolean isReady() {
        try {
            var lines = Files.readAllLines(data().resolve("postmaster.pid"));
            return lines.size() >= 8
                    && lines.getFirst().equals(Long.toString(pid()))
                    && lines.get(7).strip().equals("ready");
        } catch (IOException notYetThere) {
            return false;
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** Creates a database unless it is there already; {@code name} is a plain lower-case identifier. */
    public void createDatabase(String name) {
        try (var connection = DriverManager.getConnection(jdbcUrl(USER));
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            if (!"42P04".equals(e.getSQLState())) {
                throw new LocalCloudException(
                        "The database %s cannot be created: %s".formatted(name, e.getMessage()), e);
            }
        }
    }

    /** For JDBC: {@code jdbc:postgresql://127.0.0.1:port/database?user=postgres}. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%s/%s?user=%s".formatted(LocalServer.HOST, port, database, USER);
    }

    /** As other clients write it: {@code postgresql://postgres@127.0.0.1:port/database}. */
    public String uri(String database) {
        return "postgresql://%s@%s:%s/%s".formatted(USER, LocalServer.HOST, port, database);
    }
}
