package io.exposuremonitor.job.cli;

import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;

/** Commands that are methods, which are given only their parent. */
final class Subcommand {
  private Subcommand() {}

  /** The one of a name, so that a mistake points to its help. */
  static CommandSpec of(CommandSpec parent, String name) {
    return Objects.requireNonNull(parent.subcommands().get(name), name).getCommandSpec();
  }
}
