package io.gatehouse.acceptance.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** DESIGN.md's layers, over every module of the product. */
@AnalyzeClasses(packages = "io.gatehouse", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String[] OUTSIDE_WORLD = {
        "com.amazonaws..",
        "software.amazon..",
        "java.net.http..",
        "com.sun.net.httpserver..",
        "io.helidon..",
        "java.sql..",
        "javax.sql..",
        "org.postgresql..",
        "com.zaxxer..",
        "redis.clients..",
        "com.fasterxml.jackson..",
        "com.auth0.."
    };

    @ArchTest
    static final ArchRule theDomainKnowsNoAwsHttpSqlOrJson = noClasses()
            .that()
            .resideInAPackage("io.gatehouse.domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OUTSIDE_WORLD);

    @ArchTest
    static final ArchRule theDomainKnowsNoOtherLayer = noClasses()
            .that()
            .resideInAPackage("io.gatehouse.domain..")
            .should()
            .dependOnClassesThat(gatehouseOutside("io.gatehouse.domain"));

    @ArchTest
    static final ArchRule theWebAdapterKnowsNoOtherAdapter = noClasses()
            .that()
            .resideInAPackage("io.gatehouse.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.gatehouse.adapters..", "java.sql..", "redis.clients..", "software.amazon..", "com.zaxxer..");

    @ArchTest
    static final ArchRule handlersKnowNoSqlNoAwsClientAndNoCache = noClasses()
            .that()
            .haveSimpleNameEndingWith("Function")
            .and()
            .resideInAnyPackage(
                    "io.gatehouse.auth..", "io.gatehouse.users..", "io.gatehouse.mail..", "io.gatehouse.operations..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..", "javax.sql..", "com.zaxxer..", "redis.clients..", "software.amazon.awssdk..");

    @ArchTest
    static final ArchRule bundlesDoNotKnowEachOther = slices().matching("io.gatehouse.(auth|users|mail|operations)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule adaptersKnowEachOtherOnlyByTheirConfiguration = slices().matching(
                    "io.gatehouse.adapters.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    DescribedPredicate.alwaysTrue(),
                    JavaClass.Predicates.resideInAnyPackage(
                            "io.gatehouse.adapters.config..", "io.gatehouse.adapters.aws.."));

    @ArchTest
    static final ArchRule noPackagesDependOnEachOtherInACircle =
            slices().matching("io.gatehouse.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theEnvironmentIsReadInOnePlaceOfTheProduct = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.gatehouse.adapters.config..", "io.gatehouse.localcloud..", "io.gatehouse.bench..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule theLocalCloudKnowsNothingOfGatehouse = noClasses()
            .that()
            .resideInAPackage("io.gatehouse.localcloud..")
            .should()
            .dependOnClassesThat(gatehouseOutside("io.gatehouse.localcloud"));

    @ArchTest
    @ArchTag("ASVS-11.2.4")
    static final ArchRule secretsAreComparedInConstantTime = noClasses()
            .that()
            .resideInAPackage("io.gatehouse..")
            .should()
            .callMethod(Arrays.class, "equals", byte[].class, byte[].class);

    @ArchTest
    static final ArchRule timeAndChanceAreParametersOfTheDomain = noClasses()
            .that()
            .resideInAPackage("io.gatehouse.domain..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callConstructor(SecureRandom.class);

    @ArchTest
    static final ArchRule handlersArePublicAndFinal = classes()
            .that()
            .haveSimpleNameEndingWith("Function")
            .and()
            .resideInAnyPackage(
                    "io.gatehouse.auth..", "io.gatehouse.users..", "io.gatehouse.mail..", "io.gatehouse.operations..")
            .should()
            .bePublic()
            .andShould()
            .haveModifier(JavaModifier.FINAL);

    private static DescribedPredicate<JavaClass> gatehouseOutside(String name) {
        return JavaClass.Predicates.resideInAPackage("io.gatehouse..")
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(name + "..")))
                .as("classes of Gatehouse outside of %s", name);
    }
}
