package io.exposuremonitor.emulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Kinesis Data Streams, emulated by the npm package kinesis-local in a process of its own, on a
 * free loopback port, without TLS. Accepts any credentials; a stream belongs to the region that its
 * requests are signed for.
 *
 * <p>Starting takes about two seconds, and 200 MB of memory. The process ends on {@link #close}, or
 * when this process ends in any way.
 *
 * <p>Differences from the service: iterators never expire; a damaged one is answered with status
 * 500; nothing is ever trimmed, throttled or denied; a fan-out subscription does not end with its
 * shard, and does not name child shards; it stays active for five minutes after its connection is
 * dropped; only HTTP/2 without TLS is supported. It accepts a few hundred records per second.
 *
 * <p>Thread-safe.
 */
public final class KinesisLocal implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final List<String> FILES = List.of("main.js", "server.json", "loopback.cjs");

  private final NodeProcess node;
  private final Path folder;
  private final URI endpoint;

  private KinesisLocal(NodeProcess node, Path folder, URI endpoint) {
    this.node = node;
    this.folder = folder;
    this.endpoint = endpoint;
  }

  /** The reason why it cannot be started here, in one sentence; empty if it can. */
  public static Optional<String> missing() {
    for (String file : FILES) {
      if (KinesisLocal.class.getResource("/kinesis-local/" + file) == null) {
        return Optional.of("kinesis-local was not installed: the build found no npm or no network");
      }
    }
    return NodeProcess.available()
        ? Optional.empty()
        : Optional.of("there is no node on the PATH, which kinesis-local needs");
  }

  /**
   * Starts an instance without streams. Several can run at the same time.
   *
   * @throws IllegalStateException if it is {@link #missing}, or does not start within a minute
   */
  public static KinesisLocal start() {
    missing()
        .ifPresent(
            reason -> {
              throw new IllegalStateException(reason);
            });
    Path folder = unpack();
    NodeProcess node = null;
    try {
      node = NodeProcess.start(folder, "loopback.cjs", "main.js");
      return new KinesisLocal(node, folder, node.awaitEndpoint(START_LIMIT));
    } catch (IOException e) {
      if (node != null) {
        node.stop(STOP_LIMIT);
      }
      delete(folder);
      throw new IllegalStateException("kinesis-local does not start", e);
    }
  }

  /** The endpoint for clients. */
  public URI endpoint() {
    return endpoint;
  }

  /** Stops the instance and discards its streams. */
  @Override
  public void close() {
    node.stop(STOP_LIMIT);
    delete(folder);
  }

  private static Path unpack() {
    try {
      Path folder = Files.createTempDirectory("kinesis-local-");
      for (String file : FILES) {
        try (var in = KinesisLocal.class.getResourceAsStream("/kinesis-local/" + file)) {
          if (in == null) {
            throw new IllegalStateException(file + " is missing");
          }
          Files.copy(in, folder.resolve(file));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try {
      for (String file : FILES) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
