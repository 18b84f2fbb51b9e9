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
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.exposuremonitor.connectors.(*)..").should().beFreeOfCycles();
}
