package io.mudlark.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;

/** Who may know whom, and what nobody may do: held over the compiled classes of all modules. */
@AnalyzeClasses(packages = "io.mudlark", importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {
  private static final String[] MODEL = {
    "io.mudlark.flow",
    "io.mudlark.flow.application",
    "io.mudlark.site",
    "io.mudlark.mrt",
    "io.mudlark.alert",
    "io.mudlark.ledger",
    "io.mudlark.stream"
  };

  private static DescribedPredicate<JavaClass> type(String name) {
    return DescribedPredicate.describe("type " + name, c -> c.getName().equals(name));
  }

  // R1: arrows point down only
  @ArchTest
  static final ArchRule the_roof_is_known_by_nobody =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.mudlark.jobs..")
          .should()
          .dependOnClassesThat(resideInAPackage("io.mudlark.jobs.."));

  @ArchTest
  static final ArchRule operators_do_not_know_each_other =
      slices()
          .matching("io.mudlark.(mud|cluster|process)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule operators_know_neither_sources_nor_wire_formats =
      noClasses()
          .that()
          .resideInAnyPackage("io.mudlark.mud..", "io.mudlark.cluster..", "io.mudlark.process..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "io.mudlark.source..",
                  "io.mudlark.ipfix..",
                  "io.mudlark.probe..",
                  "io.mudlark.generator.."));

  @ArchTest
  static final ArchRule probe_and_codec_know_only_the_model =
      noClasses()
          .that()
          .resideInAnyPackage("io.mudlark.probe..", "io.mudlark.ipfix..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "io.mudlark.source..",
                  "io.mudlark.mud..",
                  "io.mudlark.cluster..",
                  "io.mudlark.process..",
                  "io.mudlark.generator.."));

  @ArchTest
  static final ArchRule the_codec_does_not_know_the_probe =
      noClasses()
          .that()
          .resideInAPackage("io.mudlark.ipfix..")
          .should()
          .dependOnClassesThat(resideInAPackage("io.mudlark.probe.."));

  @ArchTest
  static final ArchRule of_the_probe_only_the_exporter_knows_the_codec =
      noClasses()
          .that()
          .resideInAPackage("io.mudlark.probe..")
          .and()
          .resideOutsideOfPackage("io.mudlark.probe.export..")
          .should()
          .dependOnClassesThat(resideInAPackage("io.mudlark.ipfix.."));

  // R2
  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().matching("io.mudlark.(**)").should().beFreeOfCycles();

  // R3
  @ArchTest
  static final ArchRule flink_stays_in_its_packages =
      noClasses()
          .that()
          .resideOutsideOfPackages("..flink..", "io.mudlark.jobs..")
          .should()
          .dependOnClassesThat(resideInAPackage("org.apache.flink.."));

  // R4: the model knows the JDK's plain values and itself
  @ArchTest
  static final ArchRule the_model_knows_only_plain_java =
      classes()
          .that()
          .resideInAnyPackage(MODEL)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(MODEL)
                  .or(
                      resideInAnyPackage(
                          "java.lang",
                          "java.lang.invoke",
                          "java.lang.runtime",
                          "java.lang.annotation",
                          "java.util",
                          "java.util.function",
                          "java.util.stream",
                          "java.time",
                          "java.net",
                          "java.nio.charset",
                          "org.jspecify.annotations"))
                  .or(
                      com.tngtech.archunit.core.domain.JavaClass.Predicates.type(
                          java.io.Serializable.class))
                  .or(simpleNameEndingWith("[]")));

  // R5: only the roof may ask what time it is
  @ArchTest
  static final ArchRule time_comes_from_the_stream =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.mudlark.jobs.cli..", "io.mudlark.jobs.embedded..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone");

  // R6
  @ArchTest
  static void standard_streams_belong_to_the_terminal(JavaClasses classes) {
    JavaClasses others =
        classes.that(DescribedPredicate.not(resideInAPackage("io.mudlark.jobs.cli..")));
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(others);
  }

  // R7
  @ArchTest
  static final ArchRule static_fields_are_final =
      fields().that().areStatic().and().areNotFinal().should().beFinal().allowEmptyShould(true);

  @ArchTest
  static final ArchRule no_public_mutable_fields =
      noFields().that().arePublic().should().notHaveModifier(JavaModifier.FINAL);

  // R8
  @ArchTest
  static final ArchRule failures_have_names =
      GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  // R9
  @ArchTest
  static final ArchRule types_say_what_they_are =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)(\\$.*)?");

  // R10
  @ArchTest
  static final ArchRule the_wire_needs_no_maps =
      noClasses()
          .that()
          .resideInAPackage("io.mudlark.ipfix.wire..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.util.Map.class);

  // R11: identities are given on the page
  @ArchTest
  static final ArchRule only_pipelines_and_jobs_use_steps =
      noClasses()
          .that(
              DescribedPredicate.not(
                  simpleNameEndingWith("Pipeline")
                      .or(simpleNameEndingWith("Job"))
                      .or(type("io.mudlark.jobs.pipeline.Outlet"))
                      .or(type("io.mudlark.jobs.pipeline.Step"))))
          .should()
          .dependOnClassesThat(type("io.mudlark.jobs.pipeline.Step"));

  // R12
  @ArchTest
  static final ArchRule the_environment_is_read_in_config_only =
      noClasses()
          .that()
          .resideOutsideOfPackage("..config..")
          .should()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getProperty", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class, String.class);

  // R13
  @ArchTest
  static final ArchRule clustering_knows_nothing_of_flows =
      noClasses()
          .that()
          .resideInAPackage("io.mudlark.cluster.hdbscan..")
          .should()
          .dependOnClassesThat(resideInAnyPackage(MODEL));

  @ArchTest
  static final ArchRule nobody_writes_to_java_util_logging =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}
