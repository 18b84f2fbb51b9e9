package io.exposuremonitor.emulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLClassLoader;

/**
 * S3, emulated by S3Proxy in memory and in this process, on a free loopback port. Accepts any
 * credentials; buckets are addressed by path. Starting takes a second or two.
 *
 * <p>Clients that write must not use signed chunks, which it would store as part of the object:
 * {@code requestChecksumCalculation(WHEN_REQUIRED)} and {@code
 * S3Configuration.chunkedEncodingEnabled(false)}.
 *
 * <p>Differences from the service: no versions, no event notifications, no access control, one
 * region (us-east-1), never slow.
 *
 * <p>Thread-safe.
 */
public final class S3Local implements AutoCloseable {
  private static final String BLOBS = "org.jclouds.blobstore.";
  private static final String PROXY = "org.gaul.s3proxy.";

  private final URLClassLoader loader;
  private final Object context;
  private final Object proxy;
  private final URI endpoint;

  private S3Local(URLClassLoader loader, Object context, Object proxy, URI endpoint) {
    this.loader = loader;
    this.context = context;
    this.proxy = proxy;
    this.endpoint = endpoint;
  }

  /**
   * Starts an instance without buckets. Several can run at the same time.
   *
   * @throws IllegalStateException if its jars are missing, or it does not start
   */
  public static S3Local start() {
    URLClassLoader loader = new JarFolder("s3-sqs").loader();
    try {
      return Reflection.within(loader, () -> start(loader));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("S3Proxy does not start", e);
    }
  }

  private static S3Local start(URLClassLoader loader) throws ReflectiveOperationException {
    Class<?> contexts = loader.loadClass(BLOBS + "BlobStoreContext");
    Object context = memory(loader, contexts);
    Class<?> builders = loader.loadClass(PROXY + "S3Proxy$Builder");
    Object builder = loader.loadClass(PROXY + "S3Proxy").getMethod("builder").invoke(null);
    builders
        .getMethod("blobStore", loader.loadClass(BLOBS + "BlobStore"))
        .invoke(builder, contexts.getMethod("getBlobStore").invoke(context));
    builders.getMethod("endpoint", URI.class).invoke(builder, URI.create("http://127.0.0.1:0"));
    Class<?> authentication = loader.loadClass(PROXY + "AuthenticationType");
    builders
        .getMethod("awsAuthentication", authentication, String.class, String.class)
        .invoke(builder, authentication.getField("NONE").get(null), "any", "any");
    builders.getMethod("ignoreUnknownHeaders", boolean.class).invoke(builder, true);
    Object proxy = builders.getMethod("build").invoke(builder);
    Reflection.call(proxy, "start");
    int port = (int) Reflection.call(proxy, "getPort");
    return new S3Local(loader, context, proxy, URI.create("http://127.0.0.1:" + port));
  }

  /** Creates an in-memory object store. */
  private static Object memory(ClassLoader loader, Class<?> contexts)
      throws ReflectiveOperationException {
    Class<?> builders = loader.loadClass("org.jclouds.ContextBuilder");
    Object provider =
        loader
            .loadClass(PROXY + "nio2blob.TransientNio2BlobProviderMetadata")
            .getConstructor()
            .newInstance();
    Object builder =
        builders
            .getMethod("newBuilder", loader.loadClass("org.jclouds.providers.ProviderMetadata"))
            .invoke(null, provider);
    builders.getMethod("credentials", String.class, String.class).invoke(builder, "any", "any");
    return builders.getMethod("build", Class.class).invoke(builder, contexts);
  }

  /** The endpoint for clients. */
  public URI endpoint() {
    return endpoint;
  }

  /** Stops the instance and discards its objects. */
  @Override
  public void close() {
    try (loader) {
      Reflection.within(
          loader,
          () -> {
            Reflection.call(proxy, "stop");
            return Reflection.call(context, "close");
          });
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("S3Proxy at " + endpoint + " does not stop", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
