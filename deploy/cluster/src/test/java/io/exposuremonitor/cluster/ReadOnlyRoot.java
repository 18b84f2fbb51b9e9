package io.exposuremonitor.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program on a root file system that is read-only except for some folders, as on Amazon
 * Managed Service for Apache Flink. This restricts native code too.
 *
 * <p>It needs a mount namespace of its own, which Linux grants to root, and usually to other users.
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

  /** Whether this system supports it. */
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
   * The command that runs another command.
   *
   * @param writable existing folders that stay writable
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
