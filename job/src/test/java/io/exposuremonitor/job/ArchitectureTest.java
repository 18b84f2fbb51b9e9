package io.exposuremonitor.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.exposuremonitor.job.topology.MonitorTopology;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job wires; it neither detects nor owns the platform's settings. */
@AnalyzeClasses(
    packages = "io.exposuremonitor.job",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.exposuremonitor.job.(*)..").should().beFreeOfCycles();

  /** The managed service rejects a job that sets what the service owns. */
  @ArchTest
  static final ArchRule topologyDoesNotConfigurePlatform =
      noClasses()
          .that()
          .resideInAPackage(MonitorTopology.class.getPackageName())
          .should()
          .dependOnClassesThat()
          .areAssignableTo(StreamExecutionEnvironment.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink.configuration..");
}
