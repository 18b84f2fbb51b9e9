package io.exposuremonitor.detectors.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One mistake per row: the text, its position, the message and the suggestion. */
class PolicyMistakesTest {
  private static final String SUPPRESSION =
      "suppressions: [{finding: a.b, owner: me, reason: x, expires: 2027-01-01%s}]";

  static Stream<Arguments> errors() {
    return Stream.of(
        // stages
        row(
            "findings: {stages: [{finding: a.b, stage: dryrun}]}",
            43,
            "findings.stages[0].stage",
            "must be one of active, dry-run, disabled",
            "dry-run"),
        row(
            "findings: {stages: [{finding: '*', stage: disabled}]}",
            31,
            "findings.stages[0].finding",
            "would disable every detection: narrow it",
            ""),
        // keys
        row("approvd: {}", 1, "approvd", "unknown key", "approved"),
        row(
            "approved: {exportbuckets: []}",
            12,
            "approved.exportbuckets",
            "unknown key",
            "exportBuckets"),
        row(
            "approved: {export_buckets: []}",
            12,
            "approved.export_buckets",
            "unknown key",
            "exportBuckets"),
        row(
            "approved: {export-buckets: []}",
            12,
            "approved.export-buckets",
            "unknown key",
            "exportBuckets"),
        row("exportBuckets: []", 1, "exportBuckets", "unknown key", "approved.exportBuckets"),
        row("approved: {xyzzy: []}", 12, "approved.xyzzy", "unknown key", ""),
        row(
            "thresholds: {bulkRead: {scanPages: {hours: 3}}}",
            37,
            "thresholds.bulkRead.scanPages.hours",
            "unknown key",
            "hour"),
        row(
            "thresholds: {overrides: [{bulkRead: {slowpages: 3}}]}",
            38,
            "thresholds.overrides[0].bulkRead.slowpages",
            "unknown key",
            "slowPages"),
        row("own: {regions: [], regions: []}", 20, "own.regions", "is given twice", ""),
        row(
            "decoys: {keys: [{table: a, partition: x}]}",
            39,
            "decoys.keys[0].partition",
            "must be an attribute's name and value, such as customerId=C-000017",
            ""),
        row("own: {<<: {}}", 7, "own", "merge keys (<<) are not supported; write the keys out", ""),
        row("own: {[a]: 1}", 7, "own", "keys must be names", ""),
        // types
        row("own: []", 6, "own", "must be keys with values, not a list", ""),
        row("own: 7", 6, "own", "must be keys with values, not a single value", ""),
        row("tables: {match: a}", 9, "tables", "must be a list, not keys with values", ""),
        row(
            "partiqlUsers: arn:aws:iam::1:root",
            15,
            "partiqlUsers",
            "must be a list, not a single value",
            "[\"arn:aws:iam::1:root\"]"),
        row(
            "findings: {quietTime: [1h]}",
            23,
            "findings.quietTime",
            "must be a single value, not a list",
            ""),
        // accounts, organisations, regions
        row(
            "own: {accounts: [12345678901]}",
            18,
            "own.accounts[0]",
            "has 11 digits, not twelve; if leading zeros were lost, quote it",
            "\"012345678901\""),
        row(
            "own: {accounts: [1111-2222-3333]}",
            18,
            "own.accounts[0]",
            "must be twelve digits and nothing else",
            "\"111122223333\""),
        row(
            "approved: {trustedAccounts: [vendor]}",
            30,
            "approved.trustedAccounts[0]",
            "must be a twelve-digit account id, in quotes",
            ""),
        row(
            "own: {accounts: [prod]}",
            18,
            "own.accounts[0]",
            "must be a twelve-digit account id, in quotes",
            ""),
        row(
            "own: {organizations: [a1b2c3d4e5]}",
            23,
            "own.organizations[0]",
            "must be an organisation id, such as o-a1b2c3d4e5",
            ""),
        row(
            "own: {regions: [eu-west-1b]}",
            17,
            "own.regions[0]",
            "must be a region, such as eu-west-1",
            "eu-west-1"),
        row(
            "own: {regions: [Ireland]}",
            17,
            "own.regions[0]",
            "must be a region, such as eu-west-1",
            ""),
        // numbers
        row(
            "findings: {quietTime: 6}",
            23,
            "findings.quietTime",
            "needs a unit: a number and s, m, h or d, such as 90s, 15m, 6h, 7d",
            ""),
        row(
            "findings: {quietTime: 6H}",
            23,
            "findings.quietTime",
            "has an unknown unit \"H\": a number and s, m, h or d, such as 90s, 15m, 6h, 7d",
            "6h"),
        row(
            "findings: {quietTime: PT6H}",
            23,
            "findings.quietTime",
            "must be a duration: a number and s, m, h or d, such as 90s, 15m, 6h, 7d",
            ""),
        row("findings: {quietTime: 14m}", 23, "findings.quietTime", "must be at least 15m", ""),
        row("findings: {quietTime: 31d}", 23, "findings.quietTime", "must be at most 30d", ""),
        row("findings: {lateness: -1m}", 22, "findings.lateness", "must not be negative", ""),
        row("tables: [{match: a, size: -1}]", 27, "tables[0].size", "must not be negative", ""),
        row(
            "tables: [{match: a, size: 12 gib}]",
            27,
            "tables[0].size",
            "has an unknown unit \"gib\": bytes, or such as 12 GiB, 500 MB",
            "12 GiB"),
        row(
            "tables: [{match: a, size: 9999 PiB}]",
            27,
            "tables[0].size",
            "must be at most 9_223_372_036_854_775_807",
            ""),
        row(
            "tables: [{match: a, items: 1.5}]",
            28,
            "tables[0].items",
            "must be a whole number",
            ""),
        row(
            "thresholds: {bulkRead: {coveragePercent: 101}}",
            42,
            "thresholds.bulkRead.coveragePercent",
            "must be at most 100",
            ""),
        row(
            "thresholds: {bulkRead: {slowPages: 0}}",
            36,
            "thresholds.bulkRead.slowPages",
            "must be at least 1",
            ""),
        row(
            "thresholds: {bulkRead: {distributedActors: 1}}",
            44,
            "thresholds.bulkRead.distributedActors",
            "must be at least 2",
            ""),
        row(
            "thresholds: {bulkRead: {historyFactor: .5}}",
            40,
            "thresholds.bulkRead.historyFactor",
            "must be a number, such as 2.5",
            ""),
        row(
            "thresholds: {bulkRead: {historyFactor: 0.5}}",
            40,
            "thresholds.bulkRead.historyFactor",
            "must be 1 or more",
            ""),
        // choices
        row(
            "findings: {minimumLevel: mediun}",
            26,
            "findings.minimumLevel",
            "must be one of informational, low, medium, high, critical",
            "medium"),
        row(
            "tables: [{match: a, sensitivity: secret}]",
            34,
            "tables[0].sensitivity",
            "must be one of public, internal, confidential, restricted",
            ""),
        // suppressions
        row("suppressions: [{finding: a.b}]", 16, "suppressions[0].owner", "is missing", ""),
        row("suppressions: [{finding: a.b}]", 16, "suppressions[0].reason", "is missing", ""),
        row("suppressions: [{finding: a.b}]", 16, "suppressions[0].expires", "is missing", ""),
        row("suppressions: [{owner: me}]", 16, "suppressions[0].finding", "is missing", ""),
        row("suppressions: [{owner: ' '}]", 24, "suppressions[0].owner", "must not be empty", ""),
        row(
            "suppressions: [{expires: 2027-02-30}]",
            26,
            "suppressions[0].expires",
            "must be a date or a timestamp with offset, such as 2027-03-31 or 2027-03-31T18:00:00Z",
            ""),
        row(
            "suppressions: [{expires: 2027-03-31T18:00:00}]",
            26,
            "suppressions[0].expires",
            "must be a date or a timestamp with offset, such as 2027-03-31 or 2027-03-31T18:00:00Z",
            "2027-03-31T18:00:00Z"),
        row(
            SUPPRESSION.replace("a.b", "'*'").formatted(""),
            26,
            "suppressions[0].finding",
            "would hide every finding: narrow the finding, the actor or the resource",
            ""),
        row(
            SUPPRESSION.replace("a.b", "'*.*'").formatted(""),
            26,
            "suppressions[0].finding",
            "would hide every finding: narrow the finding, the actor or the resource",
            ""),
        row(
            "suppressions: [{finding: '*', resource: 'arn:*', owner: me, reason: x, expires: 2027-01-01}]",
            26,
            "suppressions[0].finding",
            "would hide every finding: narrow the finding, the actor or the resource",
            ""),
        // patterns that can never match
        row(
            "partiqlUsers: ['arn:aws:sts::111122223333:assumed-role/Admin/*']",
            16,
            "partiqlUsers[0]",
            "can never match: an actor is the ARN of a role, user or root, a service's host name or"
                + " an account id, and only * is a wildcard",
            "arn:aws:iam::111122223333:role/Admin"),
        row(
            "partiqlUsers: [Admin]",
            16,
            "partiqlUsers[0]",
            "can never match: an actor is the ARN of a role, user or root, a service's host name or"
                + " an account id, and only * is a wildcard",
            "arn:aws:iam::*:role/Admin"),
        row(
            "partiqlUsers: ['arn:aws:iam:eu-west-1:111122223333:role/Admin']",
            16,
            "partiqlUsers[0]",
            "can never match: an actor is the ARN of a role, user or root, a service's host name or"
                + " an account id, and only * is a wildcard",
            "arn:aws:iam::111122223333:role/Admin"),
        row(
            "partiqlUsers: ['arn:aws:lambda:eu-west-1:111122223333:function:reader']",
            16,
            "partiqlUsers[0]",
            "can never match: an actor is the ARN of a role, user or root, a service's host name or"
                + " an account id, and only * is a wildcard",
            ""),
        row(
            "approved: {functionDeployers: [Deployer]}",
            32,
            "approved.functionDeployers[0]",
            "can never match: an actor is the ARN of a role, user or root, a service's host name or"
                + " an account id, and only * is a wildcard",
            "arn:aws:iam::*:role/Deployer"),
        row(
            "approved: {exportBuckets: ['s3://exports/x']}",
            28,
            "approved.exportBuckets[0]",
            "can never match: a bucket is named by its bare name, and only * is a wildcard",
            "exports"),
        row(
            "approved: {exportBuckets: ['arn:aws:s3:::exports-*']}",
            28,
            "approved.exportBuckets[0]",
            "can never match: a bucket is named by its bare name, and only * is a wildcard",
            "exports-*"),
        row(
            "approved: {streams: [orders]}",
            22,
            "approved.streams[0]",
            "can never match: a Kinesis stream is named by its ARN, and only * is a wildcard",
            "arn:aws:kinesis:*:*:stream/orders"),
        row("approved: {pipes: ['']}", 20, "approved.pipes[0]", "must not be empty", ""),
        row(
            "decoys: {tables: ['orders?']}",
            19,
            "decoys.tables[0]",
            "can never match: a table is a name or the ARN of a table, and only * is a wildcard",
            "orders*"),
        row(
            "decoys: {tables: ['arn:aws:dynamodb:*:*:table/a/index/b']}",
            19,
            "decoys.tables[0]",
            "can never match: a table is a name or the ARN of a table, and only * is a wildcard",
            "arn:aws:dynamodb:*:*:table/a"),
        row(
            "partiqlUsers: [role/service-role/Admin]",
            16,
            "partiqlUsers[0]",
            "can never match: an actor is the ARN of a role, user or root, a service's host name or"
                + " an account id, and only * is a wildcard",
            "arn:aws:iam::*:role/service-role/Admin"),
        row(
            "partiqlUsers: ['arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_A_01/jane']",
            16,
            "partiqlUsers[0]",
            "can never match: an actor is the ARN of a role, user or root, a service's host name or"
                + " an account id, and only * is a wildcard",
            "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_A_01"),
        row(
            SUPPRESSION.replace("a.b", "destruction.*").formatted(", resource: orders"),
            94,
            "suppressions[0].resource",
            "can never match: a resource is an ARN, and only * is a wildcard",
            "arn:aws:dynamodb:*:*:table/orders"),
        // placeholders
        row(
            "placeholders: {admin-roles: []}",
            16,
            "placeholders.admin-roles",
            "must be named with letters, digits and _",
            "admin_roles"),
        row(
            "placeholders: {Own_Accounts: []}",
            16,
            "placeholders.Own_Accounts",
            "is the name of a predefined list",
            "custom_Own_Accounts"),
        row(
            "placeholders: {own_accounts: []}",
            16,
            "placeholders.own_accounts",
            "is the name of a predefined list",
            "custom_own_accounts"),
        // not YAML
        row(
            "partiqlUsers: [*role/A]",
            16,
            "",
            "a value that starts with * must be in quotes",
            "\"*role/A\""),
        row(
            "findings: {minimumLevel: *}",
            26,
            "",
            "a value that starts with * must be in quotes",
            "\"*\""),
        row("\town: 1", 1, "", "YAML is indented with spaces, not tabs", ""),
        row(
            "own: a: b",
            7,
            "",
            "can't be read as YAML: no key is possible here: is the line indented too far, or does a"
                + " value need quotes?",
            ""),
        row(
            "---\nversion: 1",
            1,
            "",
            "can't be read as YAML: there must be only one document, so no line may be ---",
            ""),
        row("own: \u0007", 6, "", "YAML does not allow the character U+0007", ""));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void rejectsMistakes(String yaml, Problem expected) {
    PolicyReading reading = PolicyLoader.read("policy.yml", "version: 1\n" + yaml + "\n", 0);
    assertThat(reading.policy()).isNull();
    assertThat(reading.problems()).contains(expected);
  }

  @Test
  void saysWhichLineIsIndentedUnlikeTheOthers() {
    String yaml = "version: 1\nown:\n  regions: []\n   accounts: []\n";

    assertThat(PolicyLoader.read("policy.yml", yaml, 0).problems())
        .containsExactly(
            new Problem(
                Problem.Severity.ERROR,
                4,
                4,
                "",
                "can't be read as YAML: this line is not indented like the lines that it belongs to",
                ""));
  }

  static Stream<Arguments> warnings() {
    return Stream.of(
        row(
            "findings: {stages: [{finding: a.*, stage: active}, {finding: a.b, stage: dry-run}]}",
            62,
            "findings.stages[1].finding",
            "is never reached: findings.stages[0] matches all of it",
            ""),
        row(
            "own: {accounts: [012345678901]}",
            18,
            "own.accounts[0]",
            "is a number with a leading zero, which other YAML readers change: quote it",
            "\"012345678901\""),
        row(
            "own: {regions: [eu-wets-1]}",
            17,
            "own.regions[0]",
            "is not a region that this program knows",
            "eu-west-1"),
        row(
            "partiqlUsers: ['arn:aws:iam::*:role/AWSReservedSSO_Support_*']",
            16,
            "partiqlUsers[0]",
            "matches few calls or none: roles of IAM Identity Center have a path",
            "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Support_*"),
        row(
            "approved: {exportBuckets: [acme-exports-111122223333, acme-exports-*]}",
            55,
            "approved.exportBuckets[1]",
            "admits buckets of anybody: a name that nobody has is free to all accounts; name each in"
                + " full",
            ""),
        row(
            "monitor: {maintainers: ['arn:aws:iam::*:role/Deployer', 'arn:aws:iam::*:role/deploy-*']}",
            57,
            "monitor.maintainers[1]",
            "admits every role of such a name: who may create roles can take one; name each in full",
            ""),
        row(
            "approved: {functionDeployers: ['arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*', '*']}",
            88,
            "approved.functionDeployers[1]",
            "admits every role of such a name: who may create roles can take one; name each in full",
            ""),
        row(
            "thresholds: {partiql: {memory: 1d}}",
            32,
            "thresholds.partiql.memory",
            "memory is shorter than learning: everything is forgotten before it is learned",
            ""),
        row(
            "approved: {exportActors: ['*']}",
            27,
            "approved.exportActors[0]",
            "admits every actor: an export by an unusual one is not reported",
            ""),
        row(
            "approved: {exportReaders: ['*']}",
            28,
            "approved.exportReaders[0]",
            "admits every actor: nobody who reads exported files is reported",
            ""),
        row(
            "approved: {backupVaults: ['*']}",
            27,
            "approved.backupVaults[0]",
            "approves every vault: backups copied out are not reported",
            ""),
        row(
            "approved: {streams: ['*']}",
            22,
            "approved.streams[0]",
            "approves every Kinesis stream: changes of tables sent to a new one are not reported",
            ""),
        row(
            "approved: {functions: ['*']}",
            24,
            "approved.functions[0]",
            "approves every function: one that starts to read a stream is not reported",
            ""),
        row(
            "approved: {pipes: ['*']}",
            20,
            "approved.pipes[0]",
            "approves every pipe: one that starts to read a stream is not reported",
            ""),
        row(
            "approved: {deliveryStreams: ['*']}",
            30,
            "approved.deliveryStreams[0]",
            "approves every Firehose stream: one that starts to read a stream is not reported",
            ""),
        row(
            "approved: {integrationTargets: ['*']}",
            33,
            "approved.integrationTargets[0]",
            "approves every target: tables copied by an integration are not reported",
            ""),
        row(
            "approved: {fanOutConsumers: ['*']}",
            30,
            "approved.fanOutConsumers[0]",
            "approves every consumer: a new one is not reported",
            ""),
        row(
            "approved: {kclApplications: ['*']}",
            30,
            "approved.kclApplications[0]",
            "approves every application: a new one is not reported",
            ""),
        row(
            "approved: {keyGrantees: ['*']}",
            26,
            "approved.keyGrantees[0]",
            "approves every principal: keys granted to a new one are not reported",
            ""),
        row(
            "partiqlUsers: ['arn:*']",
            16,
            "partiqlUsers[0]",
            "admits every actor: nobody's use of PartiQL is unusual",
            ""),
        row(
            "decoys: {exempt: ['*']}",
            19,
            "decoys.exempt[0]",
            "exempts everybody: decoys report nothing",
            ""),
        row(
            "consumers: [{actor: '*', stream: '*'}]",
            34,
            "consumers[0].stream",
            "makes everybody a known reader of every stream: no new reader is reported",
            ""),
        row(
            "suppressions: [{finding: blindspot.*, owner: me, reason: x, expires: 1970-06-01}]",
            26,
            "suppressions[0].finding",
            "hides the whole family: narrow the finding, the actor or the resource",
            ""),
        row(
            "thresholds: {overrides: [{actor: 'arn:aws:iam::111122223333:role/ETL', sensitiveData: {minimumItems: 5}}]}",
            87,
            "thresholds.overrides[0].sensitiveData",
            "is never used: its actor is the table's account, as 12 digits",
            "\"111122223333\""),
        row(
            "thresholds: {overrides: [{actor: 'arn:aws:iam::111122223333:role/ETL', blindspot: {darkHours: 5}}]}",
            83,
            "thresholds.overrides[0].blindspot",
            "is never used: its actor is the table's account, as 12 digits",
            "\"111122223333\""),
        row(
            "thresholds: {overrides: [{actor: 'arn:aws:iam::111122223333:role/ETL', table: orders, recon: {looks: 500}}]}",
            94,
            "thresholds.overrides[0].recon",
            "has hardly any effect: looks are counted over all tables; leave out table",
            ""),
        row(
            "thresholds: {overrides: [{actor: 'arn:aws:iam::111122223333:role/ETL', table: orders, access: {refusals: 99}}]}",
            106,
            "thresholds.overrides[0].access.refusals",
            "has hardly any effect: refused calls are counted over all tables; leave out table",
            ""),
        row(
            "decoys: {tables: [backup, '*']}",
            27,
            "decoys.tables[1]",
            "makes every table a decoy: every call is a finding",
            ""),
        row(
            "thresholds: {overrides: [{actor: 'arn:aws:iam::111122223333:role/ETL', table: orders, bulkRead: {tables: 99}}]}",
            106,
            "thresholds.overrides[0].bulkRead.tables",
            "is never used: it counts over all tables of an account; leave out table",
            ""),
        row(
            "thresholds: {overrides: [{actor: 'arn:aws:iam::111122223333:role/ETL', table: 'orders-*', bulkRead: {tablesPerDay: 99}}]}",
            116,
            "thresholds.overrides[0].bulkRead.tablesPerDay",
            "is never used: it counts over all tables of an account; leave out table",
            ""),
        row(
            "thresholds: {bulkRead: {scanPages: {fiveMinutes: 1000}}}",
            50,
            "thresholds.bulkRead.scanPages.fiveMinutes",
            "is above hour, which is 300 and so is reached first",
            ""),
        row(
            "thresholds: {bulkRead: {queryPages: {hour: 200, fiveMinutes: 100, day: 10}}}",
            44,
            "thresholds.bulkRead.queryPages.hour",
            "is above day, which is 10 and so is reached first",
            ""),
        row(
            "thresholds: {bulkRead: {distinctKeys: {day: 60k, hour: 70k}}}",
            56,
            "thresholds.bulkRead.distinctKeys.hour",
            "is above day, which is 60000 and so is reached first",
            ""),
        row(
            "thresholds: {bulkRead: {tables: 200}}",
            33,
            "thresholds.bulkRead.tables",
            "is above tablesPerDay, which is 100 and so is reached first",
            ""),
        row(
            "thresholds: {destruction: {deletes: {hour: 30k}}}",
            44,
            "thresholds.destruction.deletes.hour",
            "is above day, which is 25000 and so is reached first",
            ""),
        row(
            "thresholds: {bulkRead: {scanPages: {hour: 600}}, overrides: [{actor: '1*', bulkRead: {scanPages: {fiveMinutes: 700}}}]}",
            112,
            "thresholds.overrides[0].bulkRead.scanPages.fiveMinutes",
            "is above hour, which is 600 and so is reached first",
            ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "approved: {monitoredKeys: ['*']}",
        "thresholds: {overrides: [{actor: 'arn:aws:iam::1*', table: orders, access: {readBackItems: 9}}]}",
        "approved: {functions: ['orders-*']}",
        "consumers: [{actor: '*', stream: 'arn:aws:kinesis:*:*:stream/orders'}]",
        "consumers: [{actor: 'arn:aws:iam::*:role/A', stream: '*'}]",
        "suppressions: [{finding: blindspot.*, resource: 'arn:aws:*:table/a', owner: a, reason: b,"
            + " expires: 1970-06-01}]",
        "suppressions: [{finding: bulk-read.low-*, owner: a, reason: b, expires: 1970-06-01}]",
        "thresholds: {overrides: [{actor: '1111*', sensitiveData: {minimumItems: 5}}]}",
        "thresholds: {overrides: [{table: orders, blindspot: {darkHours: 5}}]}",
        "thresholds: {overrides: [{table: '*', recon: {looks: 500}}]}",
        "thresholds: {overrides: [{table: 'arn:aws:dynamodb:*:111122223333:table/*', bulkRead:"
            + " {tables: 30}}]}",
        "thresholds: {overrides: [{table: orders, bulkRead: {slowKeys: 30}}]}",
        // The default of a shorter time is no promise.
        "thresholds: {bulkRead: {scanPages: {hour: 50}}}",
        "thresholds: {bulkRead: {tablesPerDay: 20, scanPages: {fiveMinutes: 100, hour: 100}}}"
      })
  void doesNotWarnOfWhatHasAnEffect(String yaml) {
    assertThat(PolicyLoader.read("policy.yml", "version: 1\n" + yaml + "\n", 0).problems())
        .isEmpty();
  }

  /** As they stand in findings about roles, inputs and accounts. */
  @ParameterizedTest
  @CsvSource({
    "access.role-trust-foreign, Reporting",
    "access.role-trust-foreign, https://login.example.net",
    "blindspot.monitor-cut-off, /aws/cloudtrail/exposure-monitor",
    "blindspot.source-silent, security-calls",
    "consumer.function-replaced, orders-projection",
    "export.bucket-opened, 111122223333",
    "custom.unknown-scanner, orders"
  })
  void acceptsWhatFindingsAreAboutInSuppressions(String finding, String resource) {
    String suppression = SUPPRESSION.replace("a.b", finding).formatted(", resource: " + resource);

    assertThat(PolicyLoader.read("policy.yml", "version: 1\n" + suppression + "\n", 0).problems())
        .noneMatch(Problem::isError);
  }

  @ParameterizedTest
  @MethodSource("warnings")
  void warnsOfMistakes(String yaml, Problem expected) {
    PolicyReading reading = PolicyLoader.read("policy.yml", "version: 1\n" + yaml + "\n", 0);
    assertThat(reading.policy()).isNotNull();
    assertThat(reading.problems())
        .containsExactly(
            new Problem(
                Problem.Severity.WARNING,
                expected.line(),
                expected.column(),
                expected.path(),
                expected.message(),
                expected.suggestion()));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void requiresKnownVersion(String yaml, String message) {
    assertThat(PolicyLoader.read("policy.yml", yaml, 0).problems())
        .extracting(Problem::line, Problem::path, Problem::message)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(1, "version", message));
  }

  static Stream<Arguments> versions() {
    return Stream.of(
        Arguments.of("own: {}", "is missing"),
        Arguments.of("version:", "is missing"),
        Arguments.of("version: 2", "is not a version that this program supports"));
  }

  /** Any damage to a file is reported and never thrown. */
  @Property(tries = 200)
  void reportsAnyDamageWithoutThrowing(
      @ForAll @IntRange(max = 12_000) int from,
      @ForAll @IntRange(max = 30) int length,
      @ForAll("fragments") String inserted) {
    String yaml = PolicyTemplate.commented();
    int start = Math.min(from, yaml.length());
    int end = Math.min(start + length, yaml.length());
    String damaged = yaml.substring(0, start) + inserted + yaml.substring(end);

    PolicyReading reading = PolicyLoader.read("policy.yml", damaged, 0);

    assertThat(reading.policy() == null)
        .isEqualTo(reading.problems().stream().anyMatch(Problem::isError));
    assertThat(PolicyCheck.render("policy.yml", damaged, reading.problems()).lines())
        .hasSizeGreaterThanOrEqualTo(reading.problems().size());
  }

  @Provide
  Arbitrary<String> fragments() {
    Arbitrary<String> syntax =
        Arbitraries.of(
            List.of(
                "", "*", "&a", "*a", "[", "}", ":", "\t", "\n", "- ", "\"", "<<: ", "? ", "!!int ",
                "---\n", "%", "\u0000", "\uD83D", "012", "null", "|\n", "a: b\n"));
    return syntax.list().ofMaxSize(3).map(parts -> String.join("", parts));
  }

  /** A mistake in the second line of a file that begins with its version. */
  private static Arguments row(
      String yaml, int column, String path, String message, String suggestion) {
    return Arguments.of(
        yaml, new Problem(Problem.Severity.ERROR, 2, column, path, message, suggestion));
  }
}
