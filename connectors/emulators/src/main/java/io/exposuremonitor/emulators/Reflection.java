package io.exposuremonitor.emulators;

import java.lang.reflect.Array;

/** Calls classes of a class loader that this code is not compiled against. */
final class Reflection {
  private Reflection() {}

  /** A task that uses reflection. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws ReflectiveOperationException;
  }

  /**
   * Runs a task with the loader as this thread's context class loader, where libraries look up
   * their parts.
   */
  static <T> T within(ClassLoader loader, Call<T> call) throws ReflectiveOperationException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return call.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  static Object call(Object on, String method) throws ReflectiveOperationException {
    return on.getClass().getMethod(method).invoke(on);
  }

  static <T> void call(Object on, String method, Class<T> type, T argument)
      throws ReflectiveOperationException {
    on.getClass().getMethod(method, type).invoke(on, argument);
  }

  static Object field(Object of, String name) throws ReflectiveOperationException {
    var field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  /** The first connector of a Jetty server. */
  static Object firstConnector(Object server) throws ReflectiveOperationException {
    return Array.get(call(server, "getConnectors"), 0);
  }
}
