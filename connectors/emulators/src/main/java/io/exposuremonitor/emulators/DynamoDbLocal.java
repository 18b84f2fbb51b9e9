package io.exposuremonitor.emulators;

import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;

/**
 * DynamoDB Local with DynamoDB Streams, in memory and in this process, on a free loopback port,
 * with telemetry off. Accepts any credentials; all see the same tables.
 *
 * <p>It is loaded from a folder of jars and SQLite libraries (see {@link JarFolder}) by its own
 * class loader. Starting takes about a second.
 *
 * <p>Differences from the service: every region is {@code ddblocal}; a rolled shard gets one child,
 * none splits; creation times are rounded down to the minute; the filter for child shards is
 * ignored; tags are refused; nothing is throttled; iterators expire only by {@link #dilate}. A
 * shard whose records are all trimmed answers TrimmedDataAccessException even for its oldest
 * record; so does an iterator that was created while the shard was empty, if a record of another
 * shard came in between, because all streams share one sequence.
 *
 * <p>Thread-safe.
 */
public final class DynamoDbLocal implements AutoCloseable {
  private static final String SERVER = "com.amazonaws.services.dynamodbv2.local.server.";
  private static final String DATABASE =
      "com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal";

  private final Object server;
  private final Object database;
  private final ClassLoader loader;
  private final URI endpoint;

  private DynamoDbLocal(Object server, Object database, ClassLoader loader, URI endpoint) {
    this.server = server;
    this.database = database;
    this.loader = loader;
    this.endpoint = endpoint;
  }

  /**
   * Starts an empty instance. Several can run at the same time.
   *
   * @throws IllegalStateException if the folder is missing, or it does not start
   */
  public static DynamoDbLocal start() {
    ClassLoader loader = new JarFolder("dynamodb-local").sharedLoader();
    try {
      return Reflection.within(loader, () -> start(loader));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("DynamoDB Local does not start", e);
    }
  }

  private static DynamoDbLocal start(ClassLoader loader) throws ReflectiveOperationException {
    var requests = loader.loadClass(SERVER + "LocalDynamoDBRequestHandler");
    Object handler =
        requests
            .getConstructor(int.class, boolean.class, String.class, boolean.class, boolean.class)
            .newInstance(0, true, null, true, false);
    Object http =
        loader
            .loadClass(SERVER + "LocalDynamoDBServerHandler")
            .getConstructor(loader.loadClass(SERVER + "DynamoDBRequestHandler"), String.class)
            .newInstance(handler, "*");
    Object server =
        loader
            .loadClass(SERVER + "DynamoDBProxyServer")
            .getConstructor(
                int.class, loader.loadClass(SERVER + "AbstractLocalDynamoDBServerHandler"))
            .newInstance(0, http);
    // By default it would listen on every address, and not report which free port it got.
    Object connector = Reflection.firstConnector(Reflection.field(server, "server"));
    Reflection.call(connector, "setHost", String.class, "127.0.0.1");
    Reflection.call(server, "safeStart");
    int port = (int) Reflection.call(connector, "getLocalPort");
    Method database = requests.getDeclaredMethod("getHandler", String.class);
    database.setAccessible(true);
    return new DynamoDbLocal(
        server, database.invoke(handler, "any"), loader, URI.create("http://127.0.0.1:" + port));
  }

  /** The endpoint for clients of DynamoDB and DynamoDB Streams. */
  public URI endpoint() {
    return endpoint;
  }

  /** Closes every open shard of every stream; each gets one child. */
  public void rollShards() {
    control(() -> databaseMethod("triggerShardRollovers").invoke(database));
  }

  /** Makes all past events of streams older, as if that much time had passed. */
  public void dilate(Duration by) {
    control(() -> databaseMethod("dilateEventTimes", long.class).invoke(database, by.toMillis()));
  }

  /** Stops the instance and discards its tables. */
  @Override
  public void close() {
    control(() -> Reflection.call(server, "stop"));
  }

  private Method databaseMethod(String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    // Looked up on the interface, because the implementing class is not public.
    return loader.loadClass(DATABASE).getMethod(name, parameters);
  }

  private void control(Reflection.Call<?> call) {
    try {
      Reflection.within(loader, call);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("DynamoDB Local at " + endpoint + " failed", e);
    }
  }
}
