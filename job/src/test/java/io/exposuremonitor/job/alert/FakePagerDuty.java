package io.exposuremonitor.job.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * PagerDuty's Events API v2 according to its documentation: a trigger with the key of an open alert
 * is added to that alert, any other trigger opens an alert and calls somebody; a resolve ends an
 * open alert and is otherwise dropped; requests answered with 429 or 5xx are not accepted. It
 * misbehaves for one request each as instructed, and then as usual.
 */
public final class FakePagerDuty implements AutoCloseable {
  /** The fate of a request. */
  public enum Mood {
    ACCEPTS,
    /** The request is not accepted. */
    FAILS,
    /** The request is not accepted; the client is asked to wait a second. */
    THROTTLES,
    /** The connection is cut; the request is not accepted. */
    CUTS,
    /** The request is accepted but never answered. */
    TAKES_AND_HANGS
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Deque<Mood> moods = new ArrayDeque<>();
  private final Map<Mood, Integer> met = new EnumMap<>(Mood.class);
  private final Map<String, List<JsonNode>> alerts = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private Mood usual = Mood.ACCEPTS;

  public FakePagerDuty(Mood... first) throws IOException {
    moods.addAll(List.of(first));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v2/enqueue", this::answer);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2/enqueue");
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode event = new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes());
    Mood mood = next(event);
    switch (mood) {
      case ACCEPTS -> exchange.sendResponseHeaders(202, -1);
      case FAILS -> exchange.sendResponseHeaders(500, -1);
      case THROTTLES -> {
        exchange.getResponseHeaders().add("Retry-After", "1");
        exchange.sendResponseHeaders(429, -1);
      }
      case CUTS -> throw new IOException("cut");
      case TAKES_AND_HANGS -> hang();
    }
    exchange.close();
  }

  private void hang() {
    try {
      closing.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Mood next(JsonNode event) {
    Mood mood = moods.isEmpty() ? usual : moods.removeFirst();
    met.merge(mood, 1, Integer::sum);
    if (mood == Mood.ACCEPTS || mood == Mood.TAKES_AND_HANGS) {
      take(event);
    }
    return mood;
  }

  private void take(JsonNode event) {
    String key = event.get("dedup_key").textValue();
    keys.add(event.get("routing_key").textValue());
    if (event.get("event_action").textValue().equals("resolve")) {
      alerts.remove(key);
      return;
    }
    if (!alerts.containsKey(key)) {
      calls.add(key);
    }
    alerts.computeIfAbsent(key, any -> new ArrayList<>()).add(event);
  }

  public synchronized void willMeet(Mood... next) {
    moods.addAll(List.of(next));
  }

  /** The fate of all requests without an instruction of their own; by default they are accepted. */
  public synchronized void usually(Mood mood) {
    usual = mood;
  }

  /** Number of requests with that fate. */
  public synchronized int met(Mood mood) {
    return met.getOrDefault(mood, 0);
  }

  /** Keys of the alerts for which somebody was called. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Routing keys of all accepted requests. */
  public synchronized List<String> routingKeys() {
    return List.copyOf(keys);
  }

  /** The accepted requests about the open alerts. */
  public synchronized Map<String, List<JsonNode>> open() {
    return new LinkedHashMap<>(alerts);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
