package io.exposuremonitor.job.cli;

import io.exposuremonitor.connectors.failure.Reason;
import io.exposuremonitor.detectors.text.NearestName;
import io.exposuremonitor.job.bench.BenchCommand;
import io.exposuremonitor.job.bench.EmbeddedPipeline;
import io.exposuremonitor.job.demo.DemoCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Entry point of the command line. Exit codes: 0 done, 1 failed or incomplete, 2 usage, 3 a finding
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
      PolicyCommand.class,
      HelpCommand.class
    })
public final class Main implements Runnable {
  /** A finding reached the level of {@code --fail-on LEVEL}. */
  static final int FINDINGS_REACHED_LEVEL = 3;

  /**
   * The library's message about a repeated option, alone or with its summary of a group of options.
   */
  private static final Pattern GIVEN_TWICE =
      Pattern.compile(
          "(?:option '|.*expected only one match but got .*\\{)(--[\\w-]+).*", Pattern.DOTALL);

  /** The library's message about a value that it, or a converter, rejects. */
  private static final Pattern WRONG_VALUE =
      Pattern.compile(
          "Invalid value for (?:option '(--[\\w-]+)'(?: at index \\d+)?|positional parameter at index \\S+"
              + " \\(<?([^)>]+)>?\\))(?: \\([^)]*\\))?: (.*)",
          Pattern.DOTALL);

  /** The message of {@code help} about a command. */
  private static final Pattern UNKNOWN_COMMAND = Pattern.compile("Unknown subcommand '(.*)'\\.");

  /** The library's reason for rejecting a word that is not one of a fixed set. */
  private static final Pattern NO_CHOICE =
      Pattern.compile("expected one of \\[(.*)] \\(case-insensitive\\) but was '(.*)'");

  private static final String NO_NUMBER = "'$1' is not a whole number";

  @Spec private CommandSpec spec;

  /** Runs a command and exits with its code, or with another one when its output was lost. */
  public static void main(String... arguments) {
    formatForMachines();
    StandardOutput out = StandardOutput.install(terminalCharset());
    CommandLine line = commandLine();
    System.exit(out.exitCode(line.execute(arguments), line.getErr()));
  }

  /** Some languages have digits of their own, which the engine writes and then can't read. */
  private static void formatForMachines() {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
  }

  /** The command line, ready to execute; it never shows a stack trace to the user. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.addSubcommand(new DemoCommand(Terminal.style()));
    line.addSubcommand(new BenchCommand(new EmbeddedPipeline(), Terminal::print));
    versioned(line);
    line.registerConverter(Path.class, text -> Path.of(given(text)));
    line.registerConverter(String.class, Main::given);
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

  /**
   * Rejects an empty name, which comes from an unset variable of a script and never means the
   * current folder.
   */
  private static String given(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("is empty");
    }
    return text;
  }

  /** Sets the version, because commands do not inherit it. */
  private static void versioned(CommandLine command) {
    command.getCommandSpec().versionProvider(new ProgramVersion());
    command.getSubcommands().values().forEach(Main::versioned);
  }

  /**
   * Prints the mistake, and how to get help; printing the whole help would scroll the mistake out
   * of sight.
   */
  private static int explain(ParameterException mistake) {
    CommandLine command = mistake.getCommandLine();
    command.getErr().println("error: " + message(mistake, command));
    command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static String hint(String word, Collection<String> known) {
    String nearest = NearestName.of(word, known);
    return nearest.isEmpty() ? "" : "; did you mean " + nearest + "?";
  }

  private static String noCommand(String word, CommandLine command) {
    return "there is no command '" + word + "'" + hint(word, command.getSubcommands().keySet());
  }

  private static String message(ParameterException mistake, CommandLine command) {
    if (mistake instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !command.getSubcommands().isEmpty()) {
      return noCommand(unmatched.getUnmatched().get(0), command);
    }
    if (mistake instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      return "unexpected argument '" + unmatched.getUnmatched().get(0) + "'";
    }
    if (mistake instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
      List<String> options =
          command.getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
      return mistake.getMessage() + hint(unmatched.getUnmatched().get(0), options);
    }
    String message = String.valueOf(mistake.getMessage());
    Matcher unknown = UNKNOWN_COMMAND.matcher(message);
    if (unknown.matches()) {
      return noCommand(unknown.group(1), command);
    }
    Matcher twice = GIVEN_TWICE.matcher(message);
    if (twice.matches()) {
      return twice.group(1) + " is given twice";
    }
    Matcher value = WRONG_VALUE.matcher(message);
    if (value.matches()) {
      String name = value.group(1) == null ? value.group(2) : value.group(1);
      String why = reason(value.group(3));
      return name + (why.equals("is empty") ? " " : ": ") + why;
    }
    // The library's own messages may start with "Error: " like ours, and may end with a Java
    // exception.
    return message.replaceFirst("^Error: ", "").replaceFirst(" \\([\\w.]+Exception\\b.*\\)$", "");
  }

  /** Why a value is wrong, in words that fit every option. */
  private static String reason(String rejected) {
    Matcher choice = NO_CHOICE.matcher(rejected);
    return choice.matches()
        ? "'" + choice.group(2) + "' is not one of " + choice.group(1).toLowerCase(Locale.ROOT)
        : rejected.replaceFirst("^'(.*)' is not an? (int|long)$", NO_NUMBER);
  }

  /**
   * The terminal's charset: the JVM's default may be ASCII when the terminal's is not. Files are
   * written in UTF-8.
   */
  private static Charset terminalCharset() {
    String encoding = System.getProperty("native.encoding");
    return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
  }

  /** The innermost message, which names the cause; the engine's wrappers around it do not. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && cause.getCause() != cause
        && !(cause instanceof SdkException)) {
      cause = cause.getCause();
    }
    if (cause instanceof SdkException) {
      return Reason.of(cause);
    }
    String message = cause.getMessage();
    if (cause instanceof NoSuchFileException) {
      return "no such file or folder: " + message;
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied: " + message;
    }
    return message == null || message.isBlank() ? kindAndPlace(cause) : message;
  }

  /** What is known of a failure without a message, for whoever reports it. */
  private static String kindAndPlace(Throwable failure) {
    StackTraceElement[] calls = failure.getStackTrace();
    String kind = failure.getClass().getSimpleName();
    return calls.length == 0
        ? kind
        : kind + " in " + calls[0].getClassName() + '.' + calls[0].getMethodName();
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
