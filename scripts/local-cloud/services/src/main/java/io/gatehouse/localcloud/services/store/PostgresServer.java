package io.gatehouse.localcloud.services.store;

import io.gatehouse.localcloud.services.Folders;
import io.gatehouse.localcloud.services.LocalCloudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A real PostgreSQL 17 on 127.0.0.1, and on a {@link Bridge} where there is one, that keeps what it has committed:
 * {@code fsync}, {@code synchronous_commit} and {@code full_page_writes} are on.
 *
 * <p>The superuser {@code postgres} needs no password on 127.0.0.1, which nothing but this machine reaches, and cannot
 * come in by a bridge. Up to 400 connections. A server of an earlier JVM that was killed is stopped by the next start
 * in the same folder.
 */
public final class PostgresServer extends StoreServer {
    public static final String USER = "postgres";

    private PostgresServer(Path folder, boolean temporary, Optional<Bridge> bridge) {
        super("postgres", temporary ? "QUIT" : "INT", folder, temporary, bridge); // QUIT writes no last checkpoint
    }

    /**
     * Starts on a free port with its data in {@code folder}, which is made and initialised if need be.
     *
     * @throws LocalCloudException if it does not start, or a living process uses the folder
     */
    public static PostgresServer start(Path folder) {
        return start(folder, Optional.empty());
    }

    /** As {@link #start(Path)}, and on a bridge as well. */
    public static PostgresServer start(Path folder, Optional<Bridge> bridge) {
        return started(new PostgresServer(Folders.create(folder), false, bridge));
    }

    /**
     * Starts on a free port with a folder that is deleted when the server is closed. It never waits for the disk:
     * {@code fsync} and {@code full_page_writes} are off, and what was committed survives {@link #kill()}, but not the
     * end of the machine.
     */
    public static PostgresServer temporary() {
        return started(new PostgresServer(Folders.temporary("postgres"), true, Optional.empty()));
    }

    private static PostgresServer started(PostgresServer server) {
        server.start();
        return server;
    }

    @Override
    void start() {
        var programs = Binaries.postgres();
        if (!Files.exists(data())) {
            initialise(programs);
        }
        writeClientRules();
        var program = programs.resolve("bin/postgres");
        launch(Unprivileged.command(command(program)), program);
    }

    private void writeClientRules() {
        try {
            Files.writeString(clientRules(), """
                    host all all 127.0.0.1/32 trust
                    host all all samenet scram-sha-256
                    """);
        } catch (IOException e) {
            throw new LocalCloudException("PostgreSQL's folder %s cannot be written: %s".formatted(folder, e), e);
        }
    }

    private Path clientRules() {
        return folder.resolve("pg_hba.conf");
    }

    private List<String> command(Path program) {
        var waitsForDisk = temporary ? "off" : "on";
        return List.of(
                program.toString(),
                "-D",
                data().toString(),
                "-p",
                Integer.toString(port),
                "--listen_addresses="
                        + bridge.map(at -> HOST + "," + at.address()).orElse(HOST),
                "--hba_file=" + clientRules(),
                "--unix_socket_directories=",
                "--max_connections=400",
                "--timezone=UTC",
                "--log_timezone=UTC",
                "--fsync=" + waitsForDisk,
                "--full_page_writes=" + waitsForDisk);
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
        return Binaries.derived(
                programs,
                "data",
                target -> run(Unprivileged.command(List.of(
                        programs.resolve("bin/initdb").toString(),
                        "--pgdata=" + target,
                        "--no-sync",
                        "--username=" + USER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"))));
    }

    private void run(List<String> command) throws IOException {
        var log = folder.resolve("initdb.log");
        var process = program(command, log).start();
        if (process.onExit().join().exitValue() != 0) {
            throw new LocalCloudException("PostgreSQL's data folder cannot be initialised: see %s.".formatted(log));
        }
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
        return "jdbc:postgresql://%s:%s/%s?user=%s".formatted(HOST, port, database, USER);
    }

    /** As other clients write it: {@code postgresql://postgres@127.0.0.1:port/database}. */
    public String uri(String database) {
        return "postgresql://%s@%s:%s/%s".formatted(USER, HOST, port, database);
    }
}
