package io.exposuremonitor.job.simulation;

/** The exposure policy of the organisation of a {@link Fortnight}, section by section. */
final class FortnightPolicy {
  private FortnightPolicy() {}

  /**
   * The policy's text.
   *
   * @param decoyItem the decoy item's key, as name=value
   */
  static String text(String decoyItem) {
    return "version: 1\n"
        + own()
        + approved()
        + knownUsers()
        + tables()
        + decoys(decoyItem)
        + thresholds()
        + suppressions();
  }

  private static String own() {
    return """
        own:
          accounts: ["111122223333", "123456789012", "%s"]
          regions: [eu-central-1, us-east-1]
        """
        .formatted(DarkTablePlants.ACCOUNT);
  }

  private static String approved() {
    return """
        approved:
          exportBuckets: [%s, %s]
          exportActors: [redshift.amazonaws.com, "%s"]
          exportReaders: ["%s"]
          functions: [%s]
          kclApplications: [%s]
          readerAccounts: ["%s"]
        """
        .formatted(
            CopyPlants.APPROVED_BUCKET,
            CopyPlants.OTHER_BUCKET,
            inAnyAccount(CopyPlants.EXPORTER),
            inAnyAccount(ExportFilePlants.READER),
            RulePlants.FUNCTION,
            ConsumerPlants.APPLICATION,
            ForeignReaderPlants.PARTNER);
  }

  private static String knownUsers() {
    return """
        consumers:
          - {actor: "%s", stream: "arn:aws:dynamodb:*:*:table/*/stream/*"}
        partiqlUsers: ["%s", "%s", "%s"]
        """
        .formatted(
            inAnyAccount(ConsumerPlants.LISTED),
            inAnyAccount(PartiqlPlants.ANALYST),
            inAnyAccount(PartiqlPlants.BACKFILL),
            inAnyAccount(PartiqlPlants.LISTING));
  }

  private static String tables() {
    return """
        tables:
          - {match: %s, size: 200 MiB}
          - {match: %s, size: 600 MiB}
          - {match: %s, size: 3 MiB}
          - {match: %s, items: 30_000}
          - {match: %s, items: 6_000}
        """
        .formatted(
            ReadPlants.SIZED,
            ReadPlants.LARGE,
            ReadTwins.TINY,
            ReadPlants.COUNTED,
            ReadPlants.SMALL);
  }

  private static String decoys(String item) {
    return """
        decoys:
          tables: [%s]
          keys:
            - {table: %s, partition: "%s"}
          exempt: ["%s"]
        """
        .formatted(DecoyPlants.TABLE, DecoyPlants.BAITED, item, inAnyAccount(DecoyPlants.KEEPER));
  }

  private static String thresholds() {
    return """
        thresholds:
          overrides:
            - actor: "%s"
              bulkRead: {scanPages: {fiveMinutes: 1_000, hour: 1_000, day: 2_000}, slowPages: 20_000}
            - {actor: "%s", partiql: {massWrites: 10_000}}
            - {table: %s, network: {endpoint: any}}
            - {table: %s, network: {endpoint: required}}
        """
        .formatted(
            inAnyAccount(ReadTwins.LOADER),
            inAnyAccount(PartiqlPlants.BACKFILL),
            OriginPlants.OPEN,
            OriginPlants.CLOSED);
  }

  private static String suppressions() {
    return """
        suppressions:
          - finding: partiql.full-scan
            actor: "%s"
            owner: catalogue
            reason: lists everything each night
            expires: 2026-12-31
          - finding: access.write-as-read
            actor: "%s"
            owner: platform
            reason: locks by conditions
            expires: 2026-12-31
        """
        .formatted(inAnyAccount(PartiqlPlants.LISTING), inAnyAccount(ConductPlants.LOCKING));
  }

  private static String inAnyAccount(String role) {
    return "arn:aws:iam::*:role/" + role;
  }
}
