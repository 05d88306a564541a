package io.gatehouse.acceptance.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.gatehouse.domain.audit.Auditor;
import io.gatehouse.domain.basics.Sources;
import io.gatehouse.domain.credential.Credential;
import io.gatehouse.domain.credential.Credentials;
import io.gatehouse.domain.credential.Password;
import io.gatehouse.domain.credential.PasswordHasher;
import io.gatehouse.domain.credential.Proof;
import io.gatehouse.domain.work.Outbox;
import io.gatehouse.domain.work.OutboxDispatcher;
import io.gatehouse.domain.work.Transaction;
import io.gatehouse.domain.work.TransactionalStores;
import io.gatehouse.domain.work.Transactions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;

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

    /** What a use case does for a person or an operator; each group is a package. */
    private static final String GROUPS =
            "io.gatehouse.domain.(address|administration|auditlog|mailing|password|profile|registration|requests|sessions|signin|upkeep)..";

    private static final String[] BELOW_USE_CASES = Stream.of(
                    "account",
                    "audit",
                    "basics",
                    "credential",
                    "crypto",
                    "errors",
                    "idempotency",
                    "limit",
                    "mail",
                    "proof",
                    "session",
                    "work")
            .map("io.gatehouse.domain.%s.."::formatted)
            .toArray(String[]::new);

    @ArchTest
    static final ArchRule useCasesOfOneGroupDoNotKnowAnother =
            slices().matching(GROUPS).should().notDependOnEachOther();

    @ArchTest
    static final ArchRule whatIsSharedKnowsNoUseCase = classes()
            .that()
            .resideInAnyPackage(BELOW_USE_CASES)
            .should()
            .onlyDependOnClassesThat(JavaClass.Predicates.resideOutsideOfPackage("io.gatehouse.domain..")
                    .or(JavaClass.Predicates.resideInAnyPackage(BELOW_USE_CASES)));

    @ArchTest
    static final ArchRule subjectsDoNotKnowTheUnitOfWork = noClasses()
            .that()
            .resideInAnyPackage(BELOW_USE_CASES)
            .and()
            .resideOutsideOfPackages("io.gatehouse.domain.work..", "io.gatehouse.domain.proof..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.gatehouse.domain.work..");

    @ArchTest
    static final ArchRule useCasesDoNotKnowTheOutboxOrTheAuditor = noClasses()
            .that(resideInGroups())
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Outbox.class, OutboxDispatcher.class, Auditor.class);

    @ArchTest
    static final ArchRule theRootOfTheDomainIsEmpty = noClasses().should().resideInAPackage("io.gatehouse.domain");

    @ArchTest
    static final ArchRule nothingInTheDomainTakesMoreThanSixCollaborators = classes()
            .that()
            .resideInAPackage("io.gatehouse.domain..")
            .and(DescribedPredicate.describe(
                    "are use cases or no records",
                    type -> !type.isRecord()
                            || (type.isTopLevelClass() && resideInGroups().test(type))))
            .should(haveConstructorsWithAtMost(6));

    /** Use cases are records, which show what they are made of: their collaborators are not the handlers' business. */
    @ArchTest
    static final ArchRule handlersWorkThroughUseCasesOnly = noClasses()
            .that()
            .haveSimpleNameEndingWith("Function")
            .and()
            .resideInAnyPackage(
                    "io.gatehouse.auth..", "io.gatehouse.users..", "io.gatehouse.mail..", "io.gatehouse.operations..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Transactions.class, Transaction.class, TransactionalStores.class, Sources.class);

    @ArchTest
    static final ArchRule onlyTheAuthBundleAsksForPasswords = noClasses()
            .that()
            .resideInAnyPackage("io.gatehouse.users..", "io.gatehouse.mail..", "io.gatehouse.operations..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Password.class, PasswordHasher.class, Credential.class, Credentials.class, Proof.class);

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

    private static DescribedPredicate<JavaClass> resideInGroups() {
        return DescribedPredicate.describe(
                "are use cases", type -> PackageMatcher.of(GROUPS).matches(type.getPackageName()));
    }

    private static ArchCondition<JavaClass> haveConstructorsWithAtMost(int parameters) {
        return new ArchCondition<>("have constructors with at most %d parameters", parameters) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getConstructors().stream()
                        .filter(constructor -> !type.isEnum())
                        .filter(constructor ->
                                constructor.getRawParameterTypes().size() > parameters)
                        .map(constructor -> SimpleConditionEvent.violated(type, constructor.getDescription()))
                        .forEach(events::add);
            }
        };
    }

    private static DescribedPredicate<JavaClass> gatehouseOutside(String name) {
        return JavaClass.Predicates.resideInAPackage("io.gatehouse..")
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(name + "..")))
                .as("classes of Gatehouse outside of %s", name);
    }
}
