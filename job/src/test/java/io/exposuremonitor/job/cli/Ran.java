package io.exposuremonitor.job.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * What a command printed and returned.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record Ran(int code, String out, String err) {
  /** Runs the command line in this JVM. */
  static Ran run(Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    PrintStream realOut = System.out;
    ByteArrayOutputStream direct = new ByteArrayOutputStream();
    System.setOut(new PrintStream(direct, true, StandardCharsets.UTF_8));
    try {
      CommandLine line = Main.commandLine();
      line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
      int code = line.execute(text(words).toArray(String[]::new));
      return new Ran(code, direct.toString(StandardCharsets.UTF_8) + out, err.toString());
    } finally {
      System.setOut(realOut);
    }
  }

  /**
   * Runs the command line in a JVM of its own, so that its whole output is captured, including
   * logs.
   */
  static Ran runAlone(Path folder, Object... words) throws IOException, InterruptedException {
    return runAloneWith("", folder, words);
  }

  /** The same, with options of the JVM. */
  static Ran runAloneWith(String options, Path folder, Object... words)
      throws IOException, InterruptedException {
    File out = folder.resolve("stdout").toFile();
    Ran ran = runAlone(options, folder, out, words);
    return new Ran(ran.code(), Files.readString(out.toPath()), ran.err());
  }

  /** The same, with standard output going to a file that is not read. */
  static Ran runAlone(Path folder, File out, Object... words)
      throws IOException, InterruptedException {
    return runAlone("", folder, out, words);
  }

  private static Ran runAlone(String options, Path folder, File out, Object... words)
      throws IOException, InterruptedException {
    Path err = folder.resolve("stderr");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            // The process ends before a better compiler would pay off.
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    command.addAll(List.of("--add-opens=java.base/java.util=ALL-UNNAMED", Main.class.getName()));
    command.addAll(text(words));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .redirectOutput(out)
            .redirectError(err.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    if (!options.isEmpty()) {
      process.environment().put("JAVA_TOOL_OPTIONS", options);
    }
    int code = process.start().waitFor();
    return new Ran(code, "", Files.readString(err));
  }

  private static List<String> text(Object... words) {
    List<String> text = new ArrayList<>();
    for (Object word : words) {
      text.add(word.toString());
    }
    return text;
  }
}
