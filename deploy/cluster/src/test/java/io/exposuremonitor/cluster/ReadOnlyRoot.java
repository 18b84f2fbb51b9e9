package io.exposuremonitor.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program with a root file system that can only be read, but for some folders, as Amazon
 * Managed Service for Apache Flink does. Native code is held to it too.
 *
 * <p>It takes a mount namespace of its own, which Linux gives to root, and mostly to others.
 */
final class ReadOnlyRoot {
  private static final String SCRIPT =
      """
      while [ "$1" != -- ]; do mount --bind "$1" "$1" || exit 70; shift; done
      shift
      mount -o remount,ro,bind / || exit 71
      exec "$@"
      """;

  private static final List<String> NAMESPACE =
      List.of("unshare", "--user", "--map-root-user", "--mount", "--propagation", "private");

  private ReadOnlyRoot() {}

  /** Whether it can be had here. */
  static boolean isPossible() throws InterruptedException {
    try {
      return new ProcessBuilder(command(List.of(), List.of("true")))
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"))
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  /**
   * The command that starts another.
   *
   * @param writable existing folders that may be written
   */
  static List<String> command(List<Path> writable, List<String> program) {
    List<String> command = new ArrayList<>(NAMESPACE);
    command.addAll(List.of("sh", "-c", SCRIPT, "sh"));
    writable.forEach(folder -> command.add(folder.toString()));
    command.add("--");
    command.addAll(program);
    return command;
  }
}
