package io.exposuremonitor.detectors.partiql;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Statement;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Compares the analyser with PartiQL's reference parser on all statements that the latter accepts.
 */
class StatementReferenceTest {
  private final ReferenceParser reference = new ReferenceParser();

  /** Truncated statements, names without quotes, b64 literals, and REMOVE with several paths. */
  private static final int REJECTED_BY_THE_REFERENCE = 11;

  @Test
  void agreesOnCorpusStatementsThatTheReferenceAccepts() {
    List<StatementCorpus.Entry> rejected = new ArrayList<>();
    for (StatementCorpus.Entry entry : StatementCorpus.entries()) {
      reference
          .read(entry.statement())
          .ifPresentOrElse(
              expected ->
                  assertThat(withoutShape(StatementAnalyser.analyse(entry.statement())))
                      .as(entry.statement())
                      .isEqualTo(expected),
              () -> rejected.add(entry));
    }
    assertThat(rejected).hasSize(REJECTED_BY_THE_REFERENCE);
  }

  @Property(tries = 500)
  void agreesOnRandomStatements(@ForAll("statements") String statement) {
    assertThat(withoutShape(StatementAnalyser.analyse(statement)))
        .isEqualTo(reference.read(statement).orElseThrow());
  }

  @Property(tries = 200)
  void agreesOnRandomInserts(@ForAll("inserts") String statement) {
    assertThat(withoutIndex(StatementAnalyser.analyse(statement)))
        .isEqualTo(reference.read(statement).orElseThrow());
  }

  @Provide
  Arbitrary<String> statements() {
    return StatementArbitraries.statements();
  }

  @Provide
  Arbitrary<String> inserts() {
    return StatementArbitraries.inserts();
  }

  private static Statement withoutShape(Statement read) {
    return new Statement(read.verb(), read.table(), read.index(), read.access(), "");
  }

  private static Statement withoutIndex(Statement read) {
    return new Statement(read.verb(), read.table(), "", read.access(), "");
  }
}
