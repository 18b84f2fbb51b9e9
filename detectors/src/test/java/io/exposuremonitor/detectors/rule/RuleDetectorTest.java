package io.exposuremonitor.detectors.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.policy.Policy;
import io.exposuremonitor.detectors.signal.Analytic;
import io.exposuremonitor.detectors.signal.Evidence;
import io.exposuremonitor.detectors.signal.Level;
import io.exposuremonitor.detectors.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleDetectorTest {
  private static final String EXPORT =
      """
      {"eventVersion":"1.11",
       "userIdentity":{"type":"AssumedRole","accessKeyId":"ASIAEXAMPLE",
         "arn":"arn:aws:sts::111122223333:assumed-role/Reader/alex"},
       "eventTime":"2026-03-02T09:14:07Z","eventSource":"dynamodb.amazonaws.com",
       "eventName":"ExportTableToPointInTime","awsRegion":"eu-central-1",
       "sourceIPAddress":"203.0.113.24","userAgent":"aws-cli/2",
       "requestParameters":{"tableArn":"arn:aws:dynamodb:eu-central-1:111122223333:table/orders",
         "s3Bucket":"elsewhere","s3BucketOwner":"999988887777",
         "key":{"id":"MARKER-1"},"statement":"MARKER-2","filterSpecification":{"x":"MARKER-3"}},
       "errorMessage":"MARKER-4",
       "eventID":"e-1","recipientAccountId":"111122223333"}
      """;

  private static final String RULE =
      """
      title: Table exported to a bucket that is not approved
      name: export.to-unapproved-destination
      level: critical
      tags: [attack.exfiltration, attack.t1537, attack.t1567.002]
      guide: docs/guides/export.md
      logsource: {product: aws, service: cloudtrail}
      fields:
        - requestParameters.s3Bucket
        - requestParameters.s3BucketOwner
        - requestParameters
        - userIdentity.arn
        - requestParameters.absent
      detection:
        search: {eventName: ExportTableToPointInTime}
        condition: search
      """;

  /** A failed call may name anything, and messages are read on terminals. */
  @Test
  void showsNamesOnOneLineWithoutActingOnTheTerminal() throws Exception {
    String record =
        EXPORT
            .replace("table/orders", "table/or\\n\\u001b[31mders")
            .replace("203.0.113.24", "203.0.113.24\\u202e")
            .replace("assumed-role/Reader/", "assumed-role/Rea\\u0007der/");

    assertThat(signals(RULE, record).get(0).message())
        .contains("or\\u000A\\u001B[31mders", "Rea\\u0007der", "203.0.113.24\\u202E")
        .matches("[^\\p{Cntrl}\\p{Cf}]*");
  }

  @Test
  void emitsSignalForMatch() throws Exception {
    Signal signal = signals(RULE, EXPORT).get(0);

    assertThat(signal.analytic())
        .isEqualTo(
            new Analytic(
                "export.to-unapproved-destination",
                "Table exported to a bucket that is not approved",
                Analytic.Type.RULE,
                List.of("T1537", "T1567.002"),
                "docs/guides/export.md"));
    assertThat(signal.level()).isEqualTo(Level.CRITICAL);
    assertThat(signal.confidence()).isEqualTo(Signal.Confidence.HIGH);
    assertThat(signal.actor())
        .isEqualTo(
            new Actor(Actor.Kind.ROLE, "arn:aws:iam::111122223333:role/Reader", "111122223333"));
    assertThat(signal.resource())
        .isEqualTo("arn:aws:dynamodb:eu-central-1:111122223333:table/orders");
    assertThat(signal.account()).isEqualTo("111122223333");
    assertThat(signal.region()).isEqualTo("eu-central-1");
    assertThat(signal.start()).isEqualTo(1772442847000L).isEqualTo(signal.end());
    assertThat(signal.magnitude()).isEqualTo(1);
    assertThat(signal.message())
        .isEqualTo(
            "Table exported to a bucket that is not approved:"
                + " role/Reader called ExportTableToPointInTime on `orders`"
                + " in eu-central-1 from 203.0.113.24.");
  }

  @Test
  void includesDetailsOfTheRuleInTheMessage() throws Exception {
    String details =
        """
        details:
          to bucket: requestParameters.s3Bucket
          of account: [requestParameters.absent, requestParameters.s3BucketOwner]
          by: requestParameters.nobody
          asked by: userIdentity.type
        """;

    assertThat(signals(RULE + details, EXPORT).get(0).message())
        .isEqualTo(
            "Table exported to a bucket that is not approved:"
                + " role/Reader called ExportTableToPointInTime on `orders`,"
                + " to bucket elsewhere of account 999988887777, asked by AssumedRole,"
                + " in eu-central-1 from 203.0.113.24.");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          to          ¦ "arn:aws:sqs:eu-central-1:111122223333:copies"              ¦ to sqs copies
          to          ¦ "arn:aws:lambda:us-east-1:999988887777:function:copy:7"     ¦ to lambda function:copy:7 of account 999988887777 in us-east-1
          to function ¦ "arn:aws:lambda:us-east-1:999988887777:function:copy:7"     ¦ to function copy:7 of account 999988887777 in us-east-1
          to function ¦ "copy"                                                      ¦ to function copy
          to stream   ¦ "arn:aws:kinesis:eu-central-1:111122223333:stream/copies"   ¦ to stream copies
          to bucket   ¦ "arn:aws:s3:::copies"                                       ¦ to bucket copies
          secret      ¦ "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db" ¦ secret db
          letting in  ¦ ["999988887777","*"]                                        ¦ letting in account 999988887777, everyone
          letting in  ¦ ["a","b","a","c"," "]                                       ¦ letting in a, b, c
          letting in  ¦ ["a","b","a","c","d","e"]                                   ¦ letting in a, b, c and 2 more
          sender      ¦ "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db" ¦ sender secretsmanager secret:db
          letting in  ¦ "uri=http://acs.amazonaws.com/groups/global/AllUsers"       ¦ letting in everyone
          with group  ¦ "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" ¦ with group everyone with an AWS account
          to host     ¦ "https://u:MARKER@hooks.example.com:8443/MARKER?t=MARKER"   ¦ to host hooks.example.com
          to host     ¦ "at https://hooks.example.com/MARKER"                       ¦ to host hooks.example.com
          to host     ¦ "https://u:MA/RKER@hooks.example.com"                       ¦ to host an address that can't be read
          days left:  ¦ 7                                                           ¦ days left: 7
          items:      ¦ 120000000000                                                ¦ items: 120000000000
          as          ¦ "two\\nlines\\u0007and\\u2028more"                        ¦ as two lines and more
          """)
  void rendersDetailsInAFewWords(String words, String value, String expected) throws Exception {
    String details = "details: {'" + words + "': requestParameters.told}\n";
    String record = EXPORT.replace("\"s3Bucket\"", "\"told\":" + value + ",\"s3Bucket\"");

    assertThat(signals(RULE + details, record).get(0).message())
        .contains(" on `orders`, " + expected + ", in eu-central-1 from ")
        .doesNotContain("MARKER");
  }

  @Test
  void truncatesLongDetails() throws Exception {
    String details = "details: {to table: requestParameters.s3Bucket}\n";
    String record = EXPORT.replace("elsewhere", "x".repeat(5_000));

    assertThat(signals(RULE + details, record).get(0).message())
        .contains(", to table " + "x".repeat(99) + "…, in ");
  }

  @Test
  void namesTheAccountOfForeignCallers() throws Exception {
    String foreign = EXPORT.replace("sts::111122223333", "sts::999988887777");

    assertThat(signals(RULE, foreign).get(0).message())
        .contains(": role/Reader of account 999988887777 called ExportTableToPointInTime on");
    assertThat(
            signals(RULE, foreign.replace(",\"recipientAccountId\":\"111122223333\"", ""))
                .get(0)
                .message())
        .as("a record that does not say whose log it is from")
        .contains(": role/Reader called ExportTableToPointInTime on");
  }

  @Test
  void namesTheAccountIfTheCallHasNoResource() throws Exception {
    String nothing = EXPORT.replaceAll("\"tableArn\":\"[^\"]*\"", "\"x\":1");

    assertThat(signals(RULE, nothing).get(0).message())
        .contains(" called ExportTableToPointInTime on account 111122223333 in eu-central-1");
  }

  @Test
  void namesTheTypeOfResourcesOtherThanTables() throws Exception {
    String stream = "arn:aws:kinesis:eu-central-1:111122223333:stream/changes";

    assertThat(
            signals(
                    RULE + "resource: [requestParameters.s3Bucket]\n",
                    EXPORT.replace("elsewhere", stream))
                .get(0)
                .message())
        .contains(" called ExportTableToPointInTime on stream/changes in eu-central-1");
  }

  @Test
  void takesEvidenceFromTheFieldsOfTheRule() throws Exception {
    Signal signal = signals(RULE, EXPORT).get(0);

    assertThat(signal.evidence().facts())
        .isEqualTo(
            Map.of(
                "s3_bucket", "elsewhere",
                "s3_bucket_owner", "999988887777",
                "user_identity_arn", "arn:aws:sts::111122223333:assumed-role/Reader/alex"));
    assertThat(signal.evidence().eventIds()).containsExactly("e-1");
    assertThat(signal.evidence().origins())
        .singleElement()
        .satisfies(
            origin -> {
              assertThat(origin.sourceIp()).isEqualTo("203.0.113.24");
              assertThat(origin.session()).isEqualTo("alex");
              assertThat(origin.accessKeyId()).isEqualTo("ASIAEXAMPLE");
              assertThat(origin.console()).isFalse();
            });
  }

  @Test
  void omitsItemValues() throws Exception {
    assertThat(signals(RULE, EXPORT).toString()).doesNotContain("MARKER");
  }

  @Test
  void describesFailedCalls() throws Exception {
    String denied = EXPORT.replace("\"eventID\"", "\"errorCode\":\"AccessDenied\",\"eventID\"");
    assertThat(signals(RULE, denied).get(0).message())
        .contains(" tried ExportTableToPointInTime on ")
        .endsWith(" from 203.0.113.24 and got AccessDenied.");
  }

  @Test
  void namesFindingsOfUnnamedRulesAfterTheirTitle() throws Exception {
    String custom = RULE.replaceAll("name: .*\n", "");
    assertThat(signals(custom, EXPORT).get(0).analytic().id())
        .isEqualTo("custom.table-exported-to-a-bucket-that-is-not-approved");
  }

  @Test
  void letsSeveralRulesRaiseOneFinding() throws Exception {
    String second =
        RULE.replace(
            "name: export.to-unapproved-destination",
            "name: export.second\nfinding: export.to-unapproved-destination");
    assertThat(signals(RULE + "---\n" + second, EXPORT))
        .extracting(
            signal -> signal.analytic().id(),
            signal -> signal.evidence().facts().get(Evidence.RULE))
        .containsExactly(
            tuple("export.to-unapproved-destination", null),
            tuple("export.to-unapproved-destination", "export.second"));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          "resources":[{"type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::b"},{"type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:eu-central-1:111122223333:table/t"}] ¦ arn:aws:dynamodb:eu-central-1:111122223333:table/t
          "resources":[{"type":"AWS::Kinesis::Stream","ARN":"arn:aws:kinesis:eu-central-1:111122223333:stream/s"},{"type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:eu-central-1:111122223333:table/t"}] ¦ arn:aws:dynamodb:eu-central-1:111122223333:table/t
          "resources":[{"type":"AWS::DynamoDB::Table","ARN":"arn:aws:dynamodb:eu-central-1:444455556666:table/t"}],"requestParameters":{"tableName":"t"} ¦ arn:aws:dynamodb:eu-central-1:444455556666:table/t
          "resources":[{"type":"AWS::DynamoDB::Table","ARN":""}],"requestParameters":{"tableName":"t"} ¦ arn:aws:dynamodb:eu-central-1:111122223333:table/t
          "resources":[{"type":"AWS::KMS::Key","ARN":"arn:aws:kms:eu-central-1:111122223333:key/1"}],"requestParameters":{"roleArn":"arn:aws:iam::111122223333:role/r"} ¦ arn:aws:kms:eu-central-1:111122223333:key/1
          "requestParameters":{"bucketName":"b","tableName":"t"}     ¦ arn:aws:dynamodb:eu-central-1:111122223333:table/t
          "requestParameters":{"tableName":"","streamName":"s"}      ¦ arn:aws:kinesis:eu-central-1:111122223333:stream/s
          "requestParameters":{"keyId":"alias/orders"}               ¦ 111122223333
          "requestParameters":{"tableName":"t"}                      ¦ arn:aws:dynamodb:eu-central-1:111122223333:table/t
          "requestParameters":{"tableName":"arn:aws:dynamodb:us-east-1:444455556666:table/t"} ¦ arn:aws:dynamodb:us-east-1:444455556666:table/t
          "requestParameters":{"streamName":"s"}                     ¦ arn:aws:kinesis:eu-central-1:111122223333:stream/s
          "requestParameters":{"backupArn":"arn:aws:dynamodb:eu-central-1:111122223333:table/t/backup/01"} ¦ arn:aws:dynamodb:eu-central-1:111122223333:table/t
          "requestParameters":{"bucketName":"b"}                     ¦ arn:aws:s3:::b
          "requestParameters":{"keyId":"1234"}                       ¦ arn:aws:kms:eu-central-1:111122223333:key/1234
          "requestParameters":{"roleArn":"arn:aws:iam::111122223333:role/r"} ¦ arn:aws:iam::111122223333:role/r
          "requestParameters":{"key":"arn:aws:secret"}               ¦ 111122223333
          "requestParameters":null                                   ¦ 111122223333
          """)
  void findsTheResource(String members, String expected) {
    assertThat(
            ResourceFinder.find(Rules.event(Rules.record(members), Policy.defaults()), List.of()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"cn-north-1, aws-cn", "us-gov-east-1, aws-us-gov", "us-iso-east-1, aws-iso"})
  void buildsArnsInThePartitionOfTheRegion(String region, String partition) {
    String record =
        Rules.record("\"requestParameters\":{\"bucketName\":\"b\"}")
            .replace("eu-central-1", region);

    assertThat(ResourceFinder.find(Rules.event(record, Policy.defaults()), List.of()))
        .isEqualTo("arn:" + partition + ":s3:::b");
  }

  @ParameterizedTest
  @CsvSource({
    "name, trail-1",
    "targetTableName, arn:aws:dynamodb:eu-central-1:111122223333:table/copy"
  })
  void prefersTheResourceThatTheRuleNames(String parameter, String expected) {
    RuleEvent event =
        Rules.event(
            Rules.record(
                "\"requestParameters\":{\"tableName\":\"t\",\"name\":\"trail-1\",\"empty\":\"\","
                    + "\"targetTableName\":\"copy\"}"),
            Policy.defaults());
    assertThat(
            ResourceFinder.find(
                event,
                List.of(
                    "requestParameters.absent",
                    "requestParameters.empty",
                    "requestParameters." + parameter)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "name,      organisation",
    "trailName, organisation",
    "name,      arn:aws:cloudtrail:eu-central-1:111122223333:trail/organisation"
  })
  void buildsArnFromNameOfTrail(String parameter, String value) {
    String record =
        Rules.record("\"requestParameters\":{\"" + parameter + "\":\"" + value + "\"}")
            .replace("dynamodb.amazonaws.com", "cloudtrail.amazonaws.com");

    assertThat(
            ResourceFinder.find(
                Rules.event(record, Policy.defaults()), List.of("requestParameters." + parameter)))
        .isEqualTo("arn:aws:cloudtrail:eu-central-1:111122223333:trail/organisation");
  }

  @ParameterizedTest
  @CsvSource({
    "backup,   backupVaultName,    Default, arn:aws:backup:REGION:backup-vault:Default",
    "backup,   backupPlanId,       p-1,     arn:aws:backup:REGION:backup-plan:p-1",
    "firehose, deliveryStreamName, logs,    arn:aws:firehose:REGION:deliverystream/logs",
    "osis,     pipelineName,       search,  arn:aws:osis:REGION:pipeline/search",
    "pipes,    name,               mirror,  arn:aws:pipes:REGION:pipe/mirror",
    "iam,      name,               mirror,  mirror"
  })
  void buildsArnFromNameByService(String service, String parameter, String value, String expected) {
    String record =
        Rules.record("\"requestParameters\":{\"" + parameter + "\":\"" + value + "\"}")
            .replace("dynamodb.amazonaws.com", service + ".amazonaws.com");

    assertThat(
            ResourceFinder.find(
                Rules.event(record, Policy.defaults()), List.of("requestParameters." + parameter)))
        .isEqualTo(expected.replace("REGION", "eu-central-1:111122223333"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"a\":MARKER}",
        "{} {}",
        "[]",
        "{\"eventSource\":\"dynamodb.amazonaws.com\"}",
        "{\"eventSource\":\"dynamodb.amazonaws.com\",\"eventName\":7}"
      })
  void refusesInvalidRecordsWithoutQuotingThem(String json) {
    assertThatThrownBy(() -> signals(RULE, json))
        .isInstanceOf(RuleEventException.class)
        .hasNoCause()
        .message()
        .doesNotContain("MARKER");
  }

  @Test
  void refusesAMatchWithoutATime() {
    assertThatThrownBy(() -> signals(RULE, EXPORT.replace("2026-03-02T", "yesterday")))
        .isInstanceOf(RuleEventException.class)
        .hasMessage("eventTime is missing or no time");
  }

  @Test
  void refusesAMatchOnAResourceWithAnEndlessName() {
    String table = "x".repeat(100_000);

    assertThatThrownBy(() -> signals(RULE, EXPORT.replace("table/orders", "table/" + table)))
        .isInstanceOf(RuleEventException.class)
        .hasMessage("the resource's name is too long");
  }

  private static List<Signal> signals(String rules, String record) throws Exception {
    Policy policy = Policy.defaults();
    RuleSet set = RuleSet.compile(SigmaLoader.load("test.yml", rules), policy);
    List<Signal> signals = new ArrayList<>();
    new RuleDetector(set, policy).on(record.getBytes(UTF_8), signals::add);
    return signals;
  }
}
