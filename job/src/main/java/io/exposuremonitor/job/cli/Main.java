package io.exposuremonitor.job.cli;

import io.exposuremonitor.job.bench.BenchCommand;
import io.exposuremonitor.job.bench.EmbeddedPipeline;
import io.exposuremonitor.job.demo.DemoCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line's entry. Exit codes: 0 done, 1 failed or incomplete, 2 usage, 3 a finding
 * reached {@code --fail-on}.
 */
@Command(
    name = "exposure-monitor",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    description = "Finds out who took how much of which DynamoDB data, by which path.",
    subcommands = {
      ReplayCommand.class,
      RunCommand.class,
      AlertCommand.class,
      RulesCommand.class,
      PolicyCommand.class
    })
public final class Main implements Runnable {
  /** {@code --fail-on LEVEL} was reached. */
  static final int FINDINGS_REACHED_LEVEL = 3;

  /** What the library says, alone or among its picture of a group of options. */
  private static final Pattern GIVEN_TWICE =
      Pattern.compile(
          "(?:option '|.*expected only one match but got .*\\{)(--[\\w-]+).*", Pattern.DOTALL);

  @Spec private CommandSpec spec;

  /** Runs a command and exits with its code, or another when what it printed was lost. */
  public static void main(String... arguments) {
    StandardOutput out = StandardOutput.install(terminalCharset());
    CommandLine line = commandLine();
    System.exit(out.exitCode(line.execute(arguments), line.getErr()));
  }

  /** The command line, ready to execute; never prints a stack trace at the user. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(new DemoCommand(Terminal.style()));
    line.addSubcommand(new BenchCommand(new EmbeddedPipeline(), Terminal::tell));
    versioned(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(System.out, true, terminalCharset()));
    line.setErr(new PrintWriter(System.err, true, terminalCharset()));
    line.setParameterExceptionHandler((mistake, arguments) -> explain(mistake));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("error: " + reason(failure));
          return ExitCode.SOFTWARE;
        });
    return line;
  }

  /** Commands inherit no version. */
  private static void versioned(CommandLine command) {
    command.getCommandSpec().versionProvider(new ProgramVersion());
    command.getSubcommands().values().forEach(Main::versioned);
  }

  /** What is wrong, and where the whole help is: printed here, it would push the reason away. */
  private static int explain(ParameterException mistake) {
    CommandLine command = mistake.getCommandLine();
    command.getErr().println("error: " + message(mistake));
    UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
    command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static String message(ParameterException mistake) {
    if (mistake instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !mistake.getCommandLine().getSubcommands().isEmpty()) {
      return "there is no command '" + unmatched.getUnmatched().get(0) + "'";
    }
    Matcher twice = GIVEN_TWICE.matcher(String.valueOf(mistake.getMessage()));
    if (twice.matches()) {
      return twice.group(1) + " is given twice";
    }
    // The library begins a few of its messages as all of them begin here, and ends others with a
    // Java exception.
    return String.valueOf(mistake.getMessage())
        .replaceFirst("^Error: ", "")
        .replaceFirst(" \\([\\w.]+Exception\\b.*\\)$", "");
  }

  /**
   * The JVM's default may be ASCII where the terminal is not; what is written to files is UTF-8.
   */
  private static Charset terminalCharset() {
    String encoding = System.getProperty("native.encoding");
    return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
  }

  /** The innermost message says what went wrong; the engine's wrappers around it do not. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder: " + message;
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied: " + message;
    }
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
