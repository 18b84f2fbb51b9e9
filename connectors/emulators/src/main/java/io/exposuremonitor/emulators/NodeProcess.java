package io.exposuremonitor.emulators;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs kinesis-local as a child process. Its standard input is a pipe that only this process holds:
 * if this process dies, even by force, the pipe closes and the child exits.
 *
 * <p>A daemon thread reads its output.
 */
final class NodeProcess {
  private static final String LISTENING = "listening on port ";
  private static final int LAST_LINES = 20;

  private final Process process;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Deque<String> lastLines = new ArrayDeque<>();

  private NodeProcess(Process process) {
    this.process = process;
  }

  static boolean available() {
    try {
      Process version =
          new ProcessBuilder("node", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = version.waitFor(10, TimeUnit.SECONDS);
      version.destroyForcibly();
      return ended && version.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static NodeProcess start(Path folder, String preload, String main) throws IOException {
    var builder =
        new ProcessBuilder("node", "--require", folder.resolve(preload).toString(), main)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    var environment = builder.environment();
    // Any two different ports will do: the preloaded script replaces each by a free one.
    environment.put("KINESIS_MOCK_PLAIN_PORT", "4568");
    environment.put("KINESIS_MOCK_TLS_PORT", "4567");
    environment.put("KINESIS_MOCK_CERT_PATH", folder.resolve("server.json").toString());
    environment.put("LOG_LEVEL", "ERROR");
    for (String state :
        new String[] {
          "CREATE_STREAM",
          "SPLIT_SHARD",
          "MERGE_SHARDS",
          "UPDATE_SHARD_COUNT",
          "REGISTER_STREAM_CONSUMER",
          "DEREGISTER_STREAM_CONSUMER",
          "DELETE_STREAM"
        }) {
      environment.put(state + "_DURATION", "20ms");
    }
    NodeProcess node = new NodeProcess(builder.start());
    var reader = new Thread(node::readOutput, "kinesis-local-output");
    reader.setDaemon(true);
    reader.start();
    return node;
  }

  /**
   * Waits until the server answers.
   *
   * @throws IOException if the process ends, or does not answer within the limit; the message
   *     contains its output
   */
  URI awaitEndpoint(Duration limit) throws IOException {
    try {
      int bound = port.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      URI endpoint = URI.create("http://127.0.0.1:" + bound);
      var health = HttpRequest.newBuilder(endpoint.resolve("/healthcheck")).timeout(limit).build();
      int status =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .proxy(HttpClient.Builder.NO_PROXY)
              .build()
              .send(health, BodyHandlers.discarding())
              .statusCode();
      if (status != 200) {
        throw new IOException("its health check answers " + status);
      }
      return endpoint;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("it does not listen; it printed: " + printed(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Stops the process, by force if it does not end within the limit. */
  void stop(Duration limit) {
    try {
      // Closing the pipe avoids a signal, upon which it would first wait for open connections.
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void readOutput() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        if (line.startsWith(LISTENING)) {
          port.complete(Integer.parseInt(line.substring(LISTENING.length())));
        } else {
          keep(line);
        }
        line = lines.readLine();
      }
      port.completeExceptionally(new IOException("it ended"));
    } catch (IOException | NumberFormatException e) {
      port.completeExceptionally(e);
    }
  }

  private synchronized void keep(String line) {
    if (lastLines.size() == LAST_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
  }

  private synchronized String printed() {
    return lastLines.isEmpty() ? "nothing" : String.join("\n", lastLines);
  }
}
