package io.exposuremonitor.job.cli;

import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;

/** Commands that are methods, for which the library passes only their parent. */
final class Subcommand {
  private Subcommand() {}

  /** The subcommand with a name, so that a mistake leads to its help. */
  static CommandSpec of(CommandSpec parent, String name) {
    return Objects.requireNonNull(parent.subcommands().get(name), name).getCommandSpec();
  }
}
