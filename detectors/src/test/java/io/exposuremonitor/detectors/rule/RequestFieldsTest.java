package io.exposuremonitor.detectors.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.policy.Policy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Derived fields of destinations, sources, keys, grants, selectors and statements. */
class RequestFieldsTest {
  private static final Policy POLICY =
      Rules.policy(
          Map.of(
              "own_accounts", List.of("444455556666"),
              "own_organizations", List.of("o-a1b2c3d4e5"),
              "own_regions", List.of("eu-central-1", "eu-west-1"),
              "approved_trusted_accounts", List.of("222233334444"),
              "approved_export_buckets", List.of("lake-*"),
              "approved_functions",
                  List.of("shape-*", "orders:live", "arn:aws:lambda:*:111122223333:function:audit"),
              "monitored_keys", List.of("1234abcd-*", "arn:aws:kms:*:111122223333:key/tables")));

  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eventSourceArn | arn:aws:kinesis:eu-west-1:111122223333:stream/clicks               | true
          eventSourceArn | arn:aws:kinesis:eu-west-1:111122223333:stream/clicks/consumer/c:1  | true
          source         | arn:aws:kinesis:eu-west-1:111122223333:stream/orders-copy          | true
          source         | arn:aws:kinesis:us-east-1:111122223333:stream/orders               | true
          eventSourceArn | arn:aws:kinesis:eu-west-1:111122223333:stream/orders               | false
          eventSourceArn | arn:aws:kinesis:eu-west-1:111122223333:stream/orders/consumer/c:1  | false
          eventSourceArn | arn:aws:kinesis:eu-west-1:111122223333:stream/listed               | false
          eventSourceArn | arn:aws:dynamodb:eu-west-1:111122223333:table/t/stream/2026        | false
          eventSourceArn | arn:aws:sqs:eu-west-1:111122223333:q                               | false
          source         | clicks                                                             | false
          streamName     | clicks                                                             | false
          """)
  void tellsOtherStreamsOnceSomeAreApproved(String parameter, String source, boolean other) {
    String members = "\"requestParameters\":{\"%s\":\"%s\"}".formatted(parameter, source);
    Policy.Consumer listed =
        new Policy.Consumer("*", "arn:aws:kinesis:eu-west-1:111122223333:stream/listed");
    Policy approving =
        Rules.policy(
                Map.of("approved_streams", List.of("arn:aws:kinesis:eu-west-1:*:stream/orders")))
            .toBuilder()
            .consumers(List.of(listed))
            .build();
    assertThat(Rules.derived("exposure.source.otherStream", members, approving))
        .isEqualTo(String.valueOf(other));
    Policy without = approving.toBuilder().approved(Policy.defaults().approved()).build();
    assertThat(Rules.derived("exposure.source.otherStream", members, without)).isEqualTo("false");
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          destination.account ¦ "destinationBackupVaultArn":"arn:aws:backup:us-east-1:999988887777:backup-vault:v" ¦ 999988887777
          destination.region  ¦ "destinationBackupVaultArn":"arn:aws:backup:us-east-1:999988887777:backup-vault:v" ¦ us-east-1
          destination.foreign ¦ "destinationBackupVaultArn":"arn:aws:backup:us-east-1:999988887777:backup-vault:v" ¦ true
          destination.foreign ¦ "destinationBackupVaultArn":"arn:aws:backup:us-east-1:444455556666:backup-vault:v" ¦ false
          destination.foreign ¦ "destinationBackupVaultArn":"arn:aws:backup:us-east-1:111122223333:backup-vault:v" ¦ false
          destination.account ¦ "s3BucketOwner":"999988887777"                         ¦ 999988887777
          destination.account ¦ "target":"arn:aws:sqs:eu-west-1:999988887777:q"        ¦ 999988887777
          destination.account ¦ "functionName":"copy"                                  ¦ missing
          destination.foreign ¦ "functionName":"copy"                                  ¦ false
          destination.account ¦ "destinationConfig":{"onFailure":{"destination":"arn:aws:sqs:eu-west-1:999988887777:q"}} ¦ 999988887777
          destination.foreign ¦ "destinationConfig":{"onFailure":{"destination":"arn:aws:sns:eu-west-1:444455556666:t"}} ¦ false
          destination.account ¦ "destinationConfig":{"onFailure":{"destination":"arn:aws:s3:::b"}} ¦ missing
          delivery.unapprovedBuckets ¦ "s3DestinationUpdate":{"bucketARN":"arn:aws:s3:::mirror"} ¦ mirror
          delivery.unapprovedBuckets ¦ "s3DestinationUpdate":{"bucketARN":"arn:aws:s3:::lake-raw"} ¦ missing
          delivery.unapprovedBuckets ¦ "r":{"s3Update":{"BucketARN":"arn:aws:s3:::lake-raw"},"s3BackupUpdate":{"bucketARN":"arn:aws-cn:s3:::mirror"}} ¦ mirror
          delivery.unapprovedFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"LambdaArn","parameterValue":"arn:aws:lambda:eu-west-1:111122223333:function:mirror"}]}]} ¦ arn:aws:lambda:eu-west-1:111122223333:function:mirror
          delivery.unapprovedFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"LambdaArn","parameterValue":"arn:aws:lambda:eu-west-1:111122223333:function:shape-orders"}]}]} ¦ missing
          delivery.unapprovedFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"LambdaArn","parameterValue":"arn:aws:lambda:eu-west-1:111122223333:function:shape-orders:7"}]}]} ¦ missing
          delivery.unapprovedFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"LambdaArn","parameterValue":"arn:aws:lambda:eu-west-1:444455556666:function:orders:live"}]}]} ¦ missing
          delivery.unapprovedFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"LambdaArn","parameterValue":"arn:aws:lambda:eu-west-1:444455556666:function:orders"}]}]} ¦ arn:aws:lambda:eu-west-1:444455556666:function:orders
          delivery.unapprovedFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"LambdaArn","parameterValue":"arn:aws:lambda:eu-west-1:444455556666:function:orders:8"}]}]} ¦ arn:aws:lambda:eu-west-1:444455556666:function:orders:8
          delivery.unapprovedFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"LambdaArn","parameterValue":"arn:aws:lambda:eu-west-1:111122223333:function:audit:2"}]}]} ¦ missing
          delivery.unapprovedFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"LambdaArn","parameterValue":"arn:aws:lambda:eu-west-1:444455556666:function:audit"}]}]} ¦ arn:aws:lambda:eu-west-1:444455556666:function:audit
          delivery.unapprovedFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"RoleArn","parameterValue":"arn:aws:lambda:eu-west-1:111122223333:function:mirror"}]}]} ¦ missing
          delivery.unapprovedFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"LambdaArn","parameterValue":"arn:aws:lambda:eu-west-1:999988887777:function:shape-orders"}]}]} ¦ missing
          delivery.foreignFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"LambdaArn","parameterValue":"arn:aws:lambda:eu-west-1:999988887777:function:shape-orders"}]}]} ¦ arn:aws:lambda:eu-west-1:999988887777:function:shape-orders
          delivery.foreignFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"LambdaArn","parameterValue":"arn:aws:lambda:eu-west-1:444455556666:function:mirror"}]}]} ¦ missing
          delivery.unapprovedFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"LambdaArn","parameterValue":"mirror"}]}]} ¦ mirror
          delivery.hosts ¦ "httpEndpointDestinationUpdate":{"endpointConfiguration":{"url":"https://u:MARKER@hooks.example.com:443/MARKER?t=MARKER","name":"x"}} ¦ hooks.example.com
          delivery.hosts ¦ "x":{"hECEndpoint":"https://splunk.example.net:8088","hECEndpointType":"Raw.x"} ¦ splunk.example.net
          delivery.hosts ¦ "x":{"clusterJDBCURL":"jdbc:redshift://c.example.com:5439/dev?user=MARKER"} ¦ c.example.com
          delivery.hosts ¦ "x":{"clusterEndpoint":"search.example.com"},"y":{"accountUrl":"https://a.example.com/"} ¦ a.example.com,search.example.com
          delivery.hosts ¦ "endpointConfiguration":{"url":"https://u:MA/RKER@hooks.example.com"} ¦ missing
          delivery.hosts ¦ "endpointConfiguration":"HIDDEN_DUE_TO_SECURITY_REASONS" ¦ missing
          delivery.unapprovedFunctions ¦ "x":{"processors":[{"parameters":[{"parameterName":"LambdaArn","parameterValue":"shape-orders:7"}]}]} ¦ missing
          destination.region  ¦ "replicaUpdates":[{"create":{"regionName":"eu-west-1"}},{"create":{"regionName":"us-east-1"}}] ¦ eu-west-1,us-east-1
          newRegions ¦ "replicaUpdates":[{"create":{"regionName":"eu-west-1"}},{"create":{"regionName":"us-east-1"}}] ¦ us-east-1
          newRegions ¦ "replicationGroup":[{"regionName":"ap-south-1"}]                ¦ ap-south-1
          newRegions ¦ "replicaUpdates":[{"delete":{"regionName":"us-east-1"}}]        ¦ missing
          newRegions ¦ "globalTableWitnessUpdates":[{"create":{"regionName":"us-east-1"}}] ¦ us-east-1
          newRegions ¦ "globalTableSourceArn":"arn:aws:dynamodb:us-east-1:999988887777:table/t" ¦ missing
          newRegions ¦ "destinationBackupVaultArn":"arn:aws:backup:eu-west-1:111122223333:backup-vault:v" ¦ missing
          foreignAccounts ¦ "a":{"b":["arn:aws:sqs:eu-west-1:999988887777:q"]}         ¦ 999988887777
          foreignAccounts ¦ "s3BucketOwner":"999988887777","x":"888877776666"          ¦ 999988887777
          foreignAccounts ¦ "granteePrincipal":"arn:aws:iam::444455556666:role/r"      ¦ missing
          foreignAccounts ¦ "key":{"id":"arn:aws:sqs:eu-west-1:999988887777:q"}        ¦ missing
          foreignAccounts ¦ "policyArn":"arn:aws:iam::aws:policy/ReadOnlyAccess"       ¦ missing
          foreignAccounts ¦ "policyDocument":"arn:aws:iam::999988887777:role/r"        ¦ missing
          foreignAccounts ¦ "targetAccountId":"999988887777"                           ¦ 999988887777
          foreignAccounts ¦ "retiringPrincipal":"999988887777"                         ¦ 999988887777
          foreignAccounts ¦ "principals":["999988887777","111122223333"]               ¦ 999988887777
          foreignAccounts ¦ "principals":["arn:aws:organizations::999988887777:organization/o-a1b2c3d4e5"] ¦ missing
          foreignAccounts ¦ "principals":["arn:aws:organizations::999988887777:ou/o-a1b2c3d4e5/ou-ab12-11111111"] ¦ missing
          foreignAccounts ¦ "principals":["arn:aws:organizations::999988887777:organization/o-zzzzzzzzzz"] ¦ 999988887777
          foreignAccounts ¦ "principals":["arn:aws:organizations::999988887777:o-a1b2c3d4e5"] ¦ 999988887777
          foreignAccounts ¦ "principals":["arn:aws:iam::999988887777:role/o-a1b2c3d4e5"] ¦ 999988887777
          source.service ¦ "eventSourceArn":"arn:aws:dynamodb:eu-west-1:111122223333:table/t/stream/l" ¦ dynamodb
          source.service ¦ "eventSourceArn":"arn:aws:sqs:eu-west-1:111122223333:q"     ¦ sqs
          source.service ¦ "kinesisStreamSourceConfiguration":{"kinesisStreamARN":"arn:aws:kinesis:eu-west-1:111122223333:stream/s"} ¦ kinesis
          source.service ¦ "source":"not an arn"                                       ¦ missing
          source.service ¦ "streamConfigurationList":[{"streamARN":"arn:aws:kinesis:eu-west-1:111122223333:stream/s"}] ¦ kinesis
          accessList.others ¦ "AccessControlPolicy":{"Owner":{"ID":"o1"},"AccessControlList":{"Grant":[{"Grantee":{"ID":"o1"}},{"Grantee":{"ID":"x2"}},{"Grantee":{"EmailAddress":"a@example.com"}}]}} ¦ a@example.com,x2
          accessList.others ¦ "AccessControlPolicy":{"Owner":{"ID":"o1"},"AccessControlList":{"Grant":{"Grantee":{"ID":"o1"}}}} ¦ missing
          kms.monitored ¦ "keyId":"1234abcd-12ab"                                      ¦ true
          kms.monitored ¦ "keyId":"arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab" ¦ true
          kms.monitored ¦ "keyId":"arn:aws:kms:eu-west-1:111122223333:key/tables"      ¦ true
          kms.monitored ¦ "keyId":"9999abcd-12ab"                                      ¦ false
          kms.monitored ¦ "targetKeyId":"1234abcd-12ab"                                ¦ true
          kms.foreignGrantee ¦ "granteePrincipal":"arn:aws:iam::999988887777:role/r"   ¦ true
          kms.foreignGrantee ¦ "granteePrincipal":"arn:aws:iam::444455556666:role/r","retiringPrincipal":"arn:aws:iam::999988887777:root" ¦ true
          kms.foreignGrantee ¦ "granteePrincipal":"arn:aws:iam::444455556666:role/r"   ¦ false
          kms.foreignGrantee ¦ "granteePrincipal":"dynamodb.eu-west-1.amazonaws.com"   ¦ false
          """)
  void derivesDestinationsSourcesAndKeys(String field, String parameters, String expected) {
    assertThat(derived(field, parameters)).isEqualTo(expected);
  }

  @Test
  void readsKinesisStreamAsDestination() {
    String record =
        Rules.record(
                "\"requestParameters\":{\"streamArn\":"
                    + "\"arn:aws:kinesis:eu-west-1:999988887777:stream/s\"}")
            .replace("\"Scan\"", "\"EnableKinesisStreamingDestination\"");
    assertThat(Rules.event(record, POLICY).field("exposure.destination.account"))
        .extracting(Object::toString)
        .containsExactly("\"999988887777\"");
  }

  @Test
  void treatsOnlyTheRegionOfTheCallAsOwnByDefault() {
    String members =
        "\"requestParameters\":{\"replicationGroup\":"
            + "[{\"regionName\":\"eu-central-1\"},{\"regionName\":\"eu-west-1\"}]}";
    assertThat(Rules.derived("exposure.newRegions", members, Policy.defaults()))
        .isEqualTo("eu-west-1");
  }

  /** A replica that joins a table of another Region brings its data to that of the call. */
  @ParameterizedTest
  @CsvSource({"eu-west-1, eu-central-1", "eu-central-1, missing"})
  void treatsTheRegionOfAJoiningReplicaAsNew(String region, String expected) {
    String members =
        "\"requestParameters\":{\"globalTableSourceArn\":\"arn:aws:dynamodb:"
            + region
            + ":111122223333:table/t\"}";
    assertThat(Rules.derived("exposure.newRegions", members, Policy.defaults()))
        .isEqualTo(expected);
  }

  @Test
  void looksForMonitoredKeysAmongListedResourcesToo() {
    String members =
        "\"requestParameters\":{\"keyId\":\"alias/t\"},\"resources\":"
            + "[{\"ARN\":\"arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab\"}]";
    assertThat(Rules.derived("exposure.kms.monitored", members, POLICY)).isEqualTo("true");
  }

  @Test
  void treatsEveryKeyAsMonitoredByDefault() {
    String members = "\"requestParameters\":{\"keyId\":\"k\"}";
    assertThat(Rules.derived("exposure.kms.monitored", members, Policy.defaults()))
        .isEqualTo("true");
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          foreign      ¦ {"Effect":"Allow","Principal":{"AWS":"999988887777"},"Action":"*","Resource":"*"} ¦ 999988887777
          foreign      ¦ {"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"*","Resource":"*"} ¦ missing
          foreign      ¦ {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}                    ¦ *
          foreign      ¦ {"Effect":"Allow","Principal":{"AWS":"AROADBQP57FF2AEXAMPLE"},"Action":"*"}      ¦ AROADBQP57FF2AEXAMPLE
          foreign      ¦ {"Effect":"Allow","Principal":{"CanonicalUser":"79a59df900b949e5"},"Action":"*"} ¦ 79a59df900b949e5
          foreign      ¦ {"Effect":"Allow","Principal":{"AWS":"111122223333","Note":["any text",""]},"Action":"*"} ¦ unknown
          foreign      ¦ {"Effect":"Allow","Principal":{"aws":["arn:aws:iam::999988887777:root","*"]},"Action":"*"} ¦ *,999988887777
          untrusted    ¦ {"Effect":"Allow","Principal":{"AWS":["222233334444","999988887777","111122223333"]},"Action":"*"} ¦ 999988887777
          untrusted    ¦ {"Effect":"Allow","Principal":{"AWS":"222233334444"},"Action":"*"}                ¦ missing
          public       ¦ {"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}                    ¦ true
          foreign      ¦ {"Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}} ¦ missing
          foreign      ¦ {"Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-zzzzzzzzzz"}}} ¦ *
          public       ¦ {"Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-zzzzzzzzzz"}}} ¦ false
          services     ¦ {"Effect":"Allow","Principal":{"Service":["redshift.amazonaws.com"]}}             ¦ redshift.amazonaws.com
          foreign      ¦ {"Effect":"Allow","Principal":{"Service":"redshift.amazonaws.com"}}               ¦ missing
          foreign      ¦ {"Effect":"Allow","Principal":{"Service":"redshift.amazonaws.com"},"Condition":{"StringEquals":{"aws:SourceAccount":"999988887777"}}} ¦ 999988887777
          replication  ¦ {"Effect":"Allow","Principal":{"Service":"replication.dynamodb.amazonaws.com"},"Action":"dynamodb:ReadDataForReplication","Condition":{"StringEquals":{"aws:SourceAccount":["444455556666","111122223333"]}}} ¦ false
          replication  ¦ {"Effect":"Allow","Principal":{"Service":"replication.dynamodb.amazonaws.com"},"Action":"dynamodb:ReadDataForReplication","Condition":{"StringEquals":{"aws:SourceAccount":["999988887777","111122223333"]}}} ¦ true
          replication  ¦ {"Effect":"Allow","Principal":{"Service":"replication.dynamodb.amazonaws.com"},"Action":"dynamodb:ReadDataForReplication"} ¦ true
          replication  ¦ {"Effect":"Allow","Principal":{"AWS":"999988887777"},"Action":"dynamodb:AssociateTableReplica"} ¦ true
          replication  ¦ {"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"dynamodb:AssociateTableReplica"} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"*","Resource":"*"}                                    ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"arn:aws:dynamodb:*:*:table/*"} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":["s3:*","DynamoDB:Get*"],"Resource":"*"}               ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:Scan","Resource":"arn:aws:dynamodb:*"}       ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:Scan","Resource":"arn:aws:dynamodb:*:*:table/orders"} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:Scan","Resource":"arn:aws:dynamodb:*:*:table/*/index/*"} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:Scan","Resource":"arn:aws:dynamodb:*:*:table/orders/index/*"} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"arn:aws:dynamodb:*:*:table/*/index/*"} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:PutItem","Resource":"*"}                     ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:Describe*","Resource":"*"}                   ¦ false
          wildcardRead ¦ {"Effect":"Allow","NotAction":"iam:*","Resource":"*"}                             ¦ true
          wildcardRead ¦ {"Effect":"Allow","NotAction":"dynamodb:*","Resource":"*"}                        ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","NotResource":"arn:aws:dynamodb:*:*:table/secret"} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::bucket"}               ¦ false
          wildcardRead ¦ {"Effect":"Deny","Action":"dynamodb:*","Resource":"*"}                            ¦ false
          wildcardRead ¦ {"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"*","Resource":"*"} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:Query","Resource":"*","Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["${aws:userid}"]}}} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:Query","Resource":"*","Condition":{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["*"]}}} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:Query","Resource":"*","Condition":{"ForAllValues:StringLike":{"dynamodb:LeadingKeys":["?*"]}}} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"StringLike":{"aws:ResourceTag/team":["a","**"]}}} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"StringLike":{"aws:ResourceTag/team":"a*"}}} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"StringLike":{"aws:ResourceTag/team":"?"}}} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":["dynamodb:GetItem","dynamodb:Scan"],"Resource":"*","Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["${aws:userid}"]}}} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["${aws:userid}"]}}} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["${aws:userid}"]},"Null":{"dynamodb:LeadingKeys":"false"}}} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["${aws:userid}"]},"Null":{"dynamodb:LeadingKeys":"true"}}} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"StringEquals":{"dynamodb:LeadingKeys":["${aws:userid}"]}}} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["${aws:userid}"]},"StringEquals":{"aws:ResourceTag/team":"x"}}} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:Query","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:Query","Resource":"*","Condition":{"StringNotEquals":{"aws:ResourceTag/team":"a"}}} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:BatchGetItem","Resource":"*"}                ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:SearchVectors","Resource":"*"}               ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:PartiQLSelect","Resource":"*"}               ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:ExportTableToPointInTime","Resource":"*"}    ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:Sca?","Resource":"arn:aws:dynamo??:eu-west-1:*:table/*"} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:Scan","Resource":"arn:aws:s3:*:*:table/*"}   ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"StringEqualsIfExists":{"dynamodb:LeadingKeys":["a"]}}} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["a"]},"Null":{"aws:ResourceTag/team":"false"}}} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"Null":{"dynamodb:LeadingKeys":"false"}}} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"StringEquals":{"dynamodb:LeadingKeys":["*"]}}} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"x"},"ForAllValues:StringEquals":{"dynamodb:LeadingKeys":["a"]}}} ¦ false
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:ResourceTag/team":"x"}}} ¦ true
          wildcardRead ¦ {"Effect":"Allow","Action":"dynamodb:Query","Resource":"*","Condition":{"ForAllValues:StringEquals":{"aws:ResourceTag/team":"x"}}} ¦ true
          unparsable   ¦ {"Effect":"Allow"}                                                                ¦ false
          unparsable   ¦ {"Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333","AWS:PrincipalAccount":"999988887777"}}} ¦ true
          unparsable   ¦ {"Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"111122223333"},"ArnLike":{"aws:PrincipalAccount":"999988887777"}}} ¦ false
          unparsable   ¦ nonsense                                                                          ¦ true
          """)
  void readsPolicyDocuments(String field, String statement, String expected) {
    String document = "{\"Statement\":[" + statement + "]}";
    String text = document.replace("\\", "\\\\").replace("\"", "\\\"");
    assertThat(derived("grants." + field, "\"policy\":\"" + text + "\"")).isEqualTo(expected);
    if (!statement.equals("nonsense")) {
      assertThat(derived("grants." + field, "\"policy\":\"\",\"bucketPolicy\":" + document))
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "\"\"", "\" \"", "null", "7"})
  void ignoresEmptyPolicyDocuments(String document) {
    assertThat(derived("grants.unparsable", "\"policy\":" + document)).isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "policy",
        "policyDocument",
        "PolicyDocument",
        "resourcePolicy",
        "inlinePolicy",
        "bucketPolicy",
        "keyPolicy",
        "assumeRolePolicyDocument"
      })
  void readsPolicyDocumentOfEveryService(String parameter) {
    String document =
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"999988887777\"}}}";
    assertThat(derived("grants.foreign", "\"" + parameter + "\":" + document))
        .isEqualTo("999988887777");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          "eventSelectors":[{"readWriteType":"All","dataResources":[{"type":"AWS::DynamoDB::Table","values":["arn:aws:dynamodb"]}]}] ¦ false
          "eventSelectors":[{"dataResources":[{"type":"AWS::DynamoDB::Table","values":["arn:aws:dynamodb"]}]}]      ¦ false
          "eventSelectors":[{"readWriteType":"WriteOnly","dataResources":[{"type":"AWS::DynamoDB::Table","values":["arn:aws:dynamodb"]}]}] ¦ true
          "eventSelectors":[{"readWriteType":"ReadOnly","dataResources":[{"type":"AWS::DynamoDB::Table","values":["arn:aws:dynamodb"]}]}]  ¦ true
          "eventSelectors":[{"readWriteType":"All","dataResources":[{"type":"AWS::S3::Object","values":["arn:aws:s3"]}]}] ¦ true
          "eventSelectors":[{"readWriteType":"All","includeManagementEvents":true}]                                 ¦ true
          "advancedEventSelectors":[{"fieldSelectors":[{"field":"eventCategory","equals":["Data"]},{"field":"resources.type","equals":["AWS::DynamoDB::Table"]}]}] ¦ false
          "advancedEventSelectors":[{"fieldSelectors":[{"field":"eventCategory","equals":["Data"]},{"field":"resources.type","equals":["AWS::DynamoDB::Table"]},{"field":"resources.ARN","startsWith":["arn:aws:dynamodb:eu-central-1:111122223333:table/orders"]}]}] ¦ false
          "advancedEventSelectors":[{"fieldSelectors":[{"field":"eventCategory","equals":["Data"]},{"field":"resources.type","equals":["AWS::DynamoDB::Table"]},{"field":"readOnly","equals":["false"]}]}] ¦ true
          "advancedEventSelectors":[{"fieldSelectors":[{"field":"eventCategory","equals":["Data"]},{"field":"resources.type","equals":["AWS::DynamoDB::Table"]},{"field":"eventName","notEquals":["GetRecords"]}]}] ¦ false
          "advancedEventSelectors":[{"fieldSelectors":[{"field":"eventCategory","equals":["Data"]},{"field":"resources.type","equals":["AWS::DynamoDB::Table"]},{"field":"eventName","notEquals":["GetRecords","GetShardIterator"]}]}] ¦ true
          "advancedEventSelectors":[{"fieldSelectors":[{"field":"eventCategory","equals":["Data"]},{"field":"resources.type","equals":["AWS::DynamoDB::Table"]},{"field":"eventName","notEquals":["GetRecords","GetShardIterator"]}]},{"fieldSelectors":[{"field":"eventCategory","equals":["Data"]},{"field":"resources.type","equals":["AWS::DynamoDB::Stream"]}]}] ¦ false
          "advancedEventSelectors":[{"fieldSelectors":[{"field":"eventCategory","equals":["Data"]},{"field":"resources.type","equals":["AWS::DynamoDB::Table"]},{"field":"eventName","notEquals":["Scan"]}]}] ¦ true
          "advancedEventSelectors":[{"fieldSelectors":[{"field":"eventCategory","equals":["Data"]},{"field":"resources.type","equals":["AWS::DynamoDB::Table"]},{"field":"eventName","notStartsWith":["Get"]}]}] ¦ true
          "advancedEventSelectors":[{"fieldSelectors":[{"field":"eventCategory","equals":["Management"]}]}] ¦ true
          "advancedEventSelectors":[{"fieldSelectors":[{"field":"eventCategory","equals":["Data"]},{"field":"resources.type","equals":["AWS::DynamoDB::Table"]},{"field":"readOnly","equals":["true"]}]},{"fieldSelectors":[{"field":"resources.type","equals":["AWS::DynamoDB::Table"]},{"field":"readOnly","equals":["false"]}]}] ¦ false
          """)
  void detectsSelectorsThatStopRecordingTableReads(String parameters, String expected) {
    assertThat(selectors("darkens", parameters)).isEqualTo(expected);
  }

  @Test
  void namesUnrecordedReadsOfStreamsIfThePolicyKnowsSome() {
    String tables =
        "\"eventSelectors\":[{\"dataResources\":"
            + "[{\"type\":\"AWS::DynamoDB::Table\",\"values\":[\"arn:aws:dynamodb\"]}]}]";
    String shards =
        "\"advancedEventSelectors\":[{\"fieldSelectors\":["
            + "{\"field\":\"resources.type\",\"equals\":[\"AWS::Kinesis::Stream\"]},"
            + "{\"field\":\"eventName\",\"equals\":[\"GetShardIterator\"]}]}]";
    Policy streams = Rules.policy(Map.of("approved_streams", List.of("changes")));
    Policy consumers = Rules.policy(Map.of("approved_fan_out_consumers", List.of("billing-*")));

    assertThat(selectors("darkReaders", tables, streams)).isEqualTo("GetRecords,SubscribeToShard");
    assertThat(selectors("darkReaders", shards, consumers)).isEqualTo("SubscribeToShard");
    assertThat(selectors("darkReaders", tables)).isEmpty();
  }

  @Test
  void namesTheReadsNoLongerRecorded() {
    String readOnly =
        "\"eventSelectors\":[{\"readWriteType\":\"ReadOnly\",\"dataResources\":"
            + "[{\"type\":\"AWS::DynamoDB::Table\",\"values\":[\"arn:aws:dynamodb\"]}]}]";
    assertThat(selectors("dark", readOnly))
        .isEqualTo("BatchExecuteStatement,ExecuteStatement,ExecuteTransaction");
    assertThat(selectors("darkStreams", readOnly)).isEqualTo("true");
    String withoutChanges =
        "\"advancedEventSelectors\":[{\"fieldSelectors\":["
            + "{\"field\":\"resources.type\",\"equals\":[\"AWS::DynamoDB::Table\"]},"
            + "{\"field\":\"eventName\",\"notEquals\":[\"GetRecords\",\"GetShardIterator\"]}]}]";
    assertThat(selectors("dark", withoutChanges)).isEqualTo("GetRecords");
    assertThat(derived("selectors.darkens", readOnly)).isEqualTo("missing");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          p: {source: {dynamodb: {tables: []}}}      ¦ true    ¦ false   ¦ false
          {"p": {"source": {"\\\\u0064ynamodb": {}}}} ¦ true    ¦ false   ¦ false
          p: {source: {http: {path: dynamodb}}}      ¦ false   ¦ false   ¦ false
          p: {source: {s3: {                         ¦ false   ¦ false   ¦ true
          p: {source: {DynamoDB: {                   ¦ true    ¦ false   ¦ true
          hidden                                     ¦ false   ¦ false   ¦ true
          p: {source: {kinesis: {streams: []}}}      ¦ false   ¦ true    ¦ false
          p: {source: {http: {path: kinesis}}}       ¦ false   ¦ false   ¦ false
          kinesis-pipeline: {source: {http: {}}}     ¦ false   ¦ false   ¦ false
          p: {source: {Kinesis: {                    ¦ false   ¦ true    ¦ true
          a: b\\u0085p:\\u0085  dynamodb: {}        ¦ true    ¦ false   ¦ false
          """)
  void readsTheBodyOfAPipeline(
      String body, String readsTable, String readsStream, String unparsable) {
    String parameters = "\"pipelineConfigurationBody\":\"" + body.replace("\"", "\\\"") + "\"";
    assertThat(derived("pipeline.readsTable", parameters)).isEqualTo(readsTable);
    assertThat(derived("pipeline.readsStream", parameters)).isEqualTo(readsStream);
    assertThat(derived("pipeline.unparsable", parameters)).isEqualTo(unparsable);
  }

  @Test
  void readsOversizedPipelineBodyAsUnparsable() {
    String longer = "\"pipelineConfigurationBody\":\"a: 1" + " ".repeat(100_000) + "\"";
    assertThat(derived("pipeline.unparsable", longer)).isEqualTo("true");
    assertThat(derived("pipeline.readsTable", longer)).isEqualTo("false");
    assertThat(derived("pipeline.unparsable", "\"pipelineName\":\"p\"")).isEqualTo("missing");
  }

  @Test
  void asksTheAnalyserAboutStatements() throws RuleEventException {
    DerivedFields fields =
        new DerivedFields(
            text ->
                new Statement(
                    text.startsWith("SELECT") ? Statement.Verb.SELECT : Statement.Verb.DELETE,
                    "t",
                    "",
                    text.contains("WHERE")
                        ? Statement.Access.KEY_LOOKUP
                        : Statement.Access.FULL_SCAN,
                    ""));
    assertThat(fullScan(fields, "\"statement\":\"SELECT * FROM t\"")).containsExactly("true");
    assertThat(fullScan(fields, "\"statement\":\"SELECT * FROM t WHERE a = 1\""))
        .containsExactly("false");
    assertThat(fullScan(fields, "\"statement\":\"DELETE FROM t\"")).containsExactly("false");
    assertThat(
            fullScan(
                fields,
                "\"requestItems\":[{\"statement\":\"SELECT * FROM t WHERE a = 1\"},"
                    + "{\"Statement\":\"SELECT * FROM t\"}]"))
        .containsExactly("true");
    assertThat(fullScan(fields, "\"tableName\":\"t\"")).isEmpty();
  }

  private static List<String> fullScan(DerivedFields fields, String parameters)
      throws RuleEventException {
    String record = Rules.record("\"requestParameters\":{" + parameters + "}");
    return RuleEvent.of(record.getBytes(java.nio.charset.StandardCharsets.UTF_8), POLICY, fields)
        .field("exposure.statement.fullScan")
        .stream()
        .map(value -> value.asText())
        .toList();
  }

  private static String derived(String field, String parameters) {
    return Rules.derived("exposure." + field, "\"requestParameters\":{" + parameters + "}", POLICY);
  }

  private static String selectors(String field, String parameters) {
    return selectors(field, parameters, POLICY);
  }

  private static String selectors(String field, String parameters, Policy policy) {
    String record =
        Rules.record("\"requestParameters\":{" + parameters + "}")
            .replace("\"Scan\",\"recipient", "\"PutEventSelectors\",\"recipient");
    List<String> values =
        Rules.event(record, policy).field("exposure.selectors." + field).stream()
            .map(value -> value.asText())
            .toList();
    return String.join(",", values);
  }
}
