package io.exposuremonitor.emulators;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLClassLoader;

/**
 * SQS, emulated by ElasticMQ in memory and in this process, on a free loopback port. Accepts any
 * credentials. Starting takes some seconds.
 *
 * <p>Differences from the service: no access control, no throttling; messages reappear as soon as
 * their visibility timeout ends, and never before; nothing is kept when it stops.
 *
 * <p>Thread-safe.
 */
public final class SqsLocal implements AutoCloseable {
  private final URLClassLoader loader;
  private final Object server;
  private final URI endpoint;

  private SqsLocal(URLClassLoader loader, Object server, URI endpoint) {
    this.loader = loader;
    this.server = server;
    this.endpoint = endpoint;
  }

  /**
   * Starts an instance without queues. Several can run at the same time.
   *
   * @throws IllegalStateException if its jars are missing, or it does not start
   */
  public static SqsLocal start() {
    URLClassLoader loader = new JarFolder("s3-sqs").loader();
    try {
      return Reflection.within(loader, () -> start(loader));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("ElasticMQ does not start", e);
    }
  }

  private static SqsLocal start(URLClassLoader loader) throws ReflectiveOperationException {
    Object builder =
        loader
            .loadClass("org.elasticmq.rest.sqs.SQSRestServerBuilder")
            .getMethod("withInterface", String.class)
            .invoke(null, "127.0.0.1");
    builder = Reflection.call(builder, "withDynamicPort");
    Object server = Reflection.call(builder, "start");
    Object binding = Reflection.call(server, "waitUntilStarted");
    int port = ((InetSocketAddress) Reflection.call(binding, "localAddress")).getPort();
    return new SqsLocal(loader, server, URI.create("http://127.0.0.1:" + port));
  }

  /** The endpoint for clients. */
  public URI endpoint() {
    return endpoint;
  }

  /**
   * Stops the instance and discards its queues. Its class loader stays open: its actor system still
   * loads classes while it ends, after this call, and would end the JVM if it could not.
   */
  @Override
  public void close() {
    try {
      Reflection.within(loader, () -> Reflection.call(server, "stopAndWait"));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("ElasticMQ at " + endpoint + " does not stop", e);
    }
  }
}
