package io.exposuremonitor.job.cli;

import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;

/** Finds the specs of commands that are methods, for which the library passes only the parent. */
final class Subcommand {
  private Subcommand() {}

  /** The subcommand with a name, so that an error message leads to the subcommand's help. */
  static CommandSpec of(CommandSpec parent, String name) {
    return Objects.requireNonNull(parent.subcommands().get(name), name).getCommandSpec();
  }
}
