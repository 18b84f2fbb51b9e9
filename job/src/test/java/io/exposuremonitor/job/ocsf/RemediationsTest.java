package io.exposuremonitor.job.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.signal.Analytic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RemediationsTest {
  /** The catalogue of exposure paths: family, then what may follow the dot. */
  private static final String CATALOGUE =
      """
      bulk-read: table-scan key-sweep partiql-dump distributed many-tables low-and-slow
      partiql: first-use new-statement-shape full-scan console mass-write
      export: to-unapproved-destination by-unusual-actor prepared bucket-opened objects-read objects-copied zero-etl
      backup: restored-under-new-name created-by-unusual-actor copied-out vault-opened unencrypted-vault
      consumer: new-stream-reader too-many-readers new-kinesis-reader fan-out-registered
      consumer: kcl-application lambda-trigger failure-destination function-replaced pipe firehose channel stream-enabled kinesis-destination
      replication: new-region cross-account
      access: resource-policy-foreign role-trust-foreign iam-wildcard guard-removed write-as-read denied-burst foreign-reader
      encryption: weakened key-at-risk
      network: outside-endpoint new-origin
      recon: enumeration
      decoy: touched
      sensitive-data: new-class secret
      destruction: mass-delete ttl-abuse recovery-removed
      blindspot: logging-stopped logging-stop-denied table-not-covered source-silent gap request-parameters-omitted
      blindspot: clock-skew monitor-cut-off organization-changed
      billing: reserved-capacity
      """;

  private final Remediations remediations = Remediations.shipped();

  static Stream<String> everyId() {
    return CATALOGUE
        .lines()
        .flatMap(
            line -> {
              String family = line.substring(0, line.indexOf(':'));
              return Stream.concat(
                  Stream.of(family),
                  Arrays.stream(line.substring(family.length() + 2).split(" "))
                      .map(name -> family + '.' + name));
            });
  }

  @ParameterizedTest
  @MethodSource("everyId")
  void everyShippedFamilyAndIdHasTwoToFiveSentences(String id) {
    assertThat(remediations.covers(id)).isTrue();
    for (Actor.Kind kind : Actor.Kind.values()) {
      Remediation remediation = remediations.of(analytic(id, ""), actor(kind));

      assertThat(remediation.steps()).hasSizeBetween(2, 5).doesNotHaveDuplicates();
      assertThat(remediation.steps())
          .allMatch(step -> step.matches("[A-Z].*[.?]"), "is a sentence on one line")
          .noneMatch(step -> step.contains("CONTAIN"));
    }
  }

  @Test
  void containmentDependsOnKindOfActor() {
    assertThat(
            remediations.of(analytic("bulk-read.table-scan", ""), actor(Actor.Kind.ROLE)).steps())
        .first()
        .asString()
        .contains("aws:TokenIssueTime");
    assertThat(
            remediations.of(analytic("bulk-read.table-scan", ""), actor(Actor.Kind.USER)).steps())
        .first()
        .asString()
        .contains("iam:UpdateAccessKey");
  }

  /** IAM answers a change of such a role with UnmodifiableEntity. */
  @Test
  void roleOfPermissionSetIsContainedInIdentityCenter() {
    Actor person =
        new Actor(
            Actor.Kind.ROLE,
            "arn:aws:iam::111122223333:role/AWSReservedSSO_Admin_0123456789abcdef",
            "111122223333");

    assertThat(remediations.of(analytic("bulk-read.table-scan", ""), person).steps())
        .hasSizeBetween(2, 5)
        .noneMatch(step -> step.contains("iam:PutRolePolicy"))
        .first()
        .asString()
        .matches("[A-Z].*[.?]")
        .contains("sso:PutInlinePolicyToPermissionSet", "identitystore:UserId");
  }

  @Test
  void ownRulesGetStepsOfFamilyOrGeneralOnes() {
    List<String> family = remediations.of(analytic("export", ""), actor(Actor.Kind.USER)).steps();

    assertThat(remediations.of(analytic("export.my-rule", ""), actor(Actor.Kind.USER)).steps())
        .isEqualTo(family);
    assertThat(
            remediations.of(analytic("export.zero-etl.mine", ""), actor(Actor.Kind.USER)).steps())
        .isEqualTo(
            remediations.of(analytic("export.zero-etl", ""), actor(Actor.Kind.USER)).steps());
    assertThat(remediations.of(analytic("mine.my-rule", ""), actor(Actor.Kind.USER)).steps())
        .hasSize(3)
        .isNotEqualTo(family);
  }

  @Test
  void guideOfAnalyticTakesPrecedence() {
    assertThat(
            remediations.of(analytic("export.x", "docs/x.md"), actor(Actor.Kind.USER)).references())
        .containsExactly("docs/x.md");
  }

  private static Actor actor(Actor.Kind kind) {
    return new Actor(kind, "", "");
  }

  private static Analytic analytic(String id, String guide) {
    return new Analytic(id, id, Analytic.Type.RULE, List.of(), guide);
  }
}
