package io.exposuremonitor.job.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Node and its package manager.
 *
 * @param node the program that runs scripts
 * @param npm the program that installs packages
 */
record NodePrograms(Path node, Path npm) {
  private static final Pattern VERSION = Pattern.compile("v(\\d{1,4})\\.(\\d{1,4})\\.\\S+\\s*");
  private static final int PATIENCE_SECONDS = 20;

  /**
   * The build of the dashboards' page requires {@code ^20.19.0 || >=22.12.0}, as its package
   * states.
   */
  private static final String NEEDED = "Node 20.19, or 22.12 or newer, with npm";

  /**
   * Finds the programs.
   *
   * @param path folders, as in the environment variable {@code PATH}
   * @throws DashboardsException if a program is missing or Node is too old
   */
  static NodePrograms find(String path) throws DashboardsException, InterruptedException {
    Path node = program("node", path);
    Path npm = program("npm", path);
    String printed = version(node);
    Matcher version = VERSION.matcher(printed);
    if (!version.matches()) {
      throw new DashboardsException(
          "--dashboards needs "
              + NEEDED
              + "; the program at "
              + node
              + " does not print a"
              + " version");
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    boolean enough = major > 22 || (major == 22 && minor >= 12) || (major == 20 && minor >= 19);
    if (!enough) {
      throw new DashboardsException(
          "--dashboards needs " + NEEDED + "; at " + node + " is " + printed.strip());
    }
    return new NodePrograms(node, npm);
  }

  private static Path program(String name, String path) throws DashboardsException {
    Optional<Path> found =
        Arrays.stream(path.split(Pattern.quote(File.pathSeparator)))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, name))
            .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
            .findFirst();
    return found.orElseThrow(
        () ->
            new DashboardsException(
                "--dashboards needs "
                    + NEEDED
                    + ", and there is no "
                    + name
                    + " on the PATH; without that option JDK 17 is all the demo needs"));
  }

  private static String version(Path node) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(node.toString(), "--version")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        String printed =
            new String(process.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? printed : "";
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException noProgram) {
      return "";
    }
  }
}
