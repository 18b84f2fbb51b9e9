package io.exposuremonitor.connectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Transports know nothing of detection. */
@AnalyzeClasses(
    packages = "io.exposuremonitor.connectors",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule transportsKnowNothingOfDetection =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.exposuremonitor.detectors..", "io.exposuremonitor.job..");

  @ArchTest
  static final ArchRule lineageIsFreeOfTheEngineAndTheCloud =
      noClasses()
          .that()
          .resideInAPackage("..connectors.shard..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "software.amazon..", "org.slf4j..");

  @ArchTest
  static final ArchRule lineageGetsItsTimesAsArguments =
      noClasses()
          .that()
          .resideInAPackage("..connectors.shard..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.time\\.(Clock|Instant|InstantSource)|java\\.util\\.(Random|Timer|Date)")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule theSharedSourceKnowsNoService =
      noClasses()
          .that()
          .resideInAPackage("..connectors.stream..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.exposuremonitor.connectors.(*)..").should().beFreeOfCycles();
}
