package io.ptictl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of the packages: each one uses only those to its right, and no sibling. */
final class PackagesTest {
  private static final List<List<String>> LEFT_TO_RIGHT =
      List.of(
          List.of("cli"),
          List.of("bench", "estimate", "conformance", "service"),
          List.of("lab"),
          List.of("kbuild", "policy"),
          List.of("process"),
          List.of("sys"),
          List.of("spec", "report"));

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.ptictl");

  @Test
  void eachUsesOnlyThoseToItsRight() {
    for (int level = 0; level < LEFT_TO_RIGHT.size(); level++) {
      for (String name : LEFT_TO_RIGHT.get(level)) {
        List<String> forbidden = new ArrayList<>();
        LEFT_TO_RIGHT.subList(0, level + 1).forEach(forbidden::addAll);
        forbidden.remove(name);
        noClasses()
            .that()
            .resideInAPackage(in(name))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(forbidden.stream().map(PackagesTest::in).toArray(String[]::new))
            .allowEmptyShould(true)
            .check(classes);
      }
    }
  }

  @Test
  void everyClassIsInOneOfThem() {
    List<String> known = LEFT_TO_RIGHT.stream().flatMap(List::stream).toList();
    assertThat(classes)
        .extracting(c -> c.getPackageName().split("\\.")[2])
        .isNotEmpty()
        .allMatch(known::contains);
  }

  @Test
  void specIsPure() {
    noClasses()
        .that()
        .resideInAPackage(in("spec"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio..", "java.net..")
        .check(classes);
  }

  private static String in(String name) {
    return "io.ptictl." + name + "..";
  }
}
