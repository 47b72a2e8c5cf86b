package io.mqkeep;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The arrows of the house, and what each room may know.
 *
 * <p>Main → cli → client → {store, session, transport} → protocol; store → session; cli → repl.
 */
class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.mqkeep");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        cli       | repl client store session transport protocol
        repl      | client protocol
        client    | store session transport protocol
        store     | session protocol
        transport | protocol
        session   | protocol
        protocol  |
        """)
    void a_package_knows_only_those_its_arrows_point_to(String from, String to) {
        Stream<String> allowed = to == null ? Stream.of(from) : Stream.concat(Stream.of(from), words(to));
        String[] rooms = allowed.map(name -> "io.mqkeep." + name + "..").toArray(String[]::new);

        check(noClasses()
                .that(are(in(from)))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.mqkeep..").and(DescribedPredicate.not(resideInAnyPackage(rooms)))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        io.netty..              | transport
        org.jline..             | repl
        picocli..               | cli repl
        com.hivemq..            | cli.broker
        com.fasterxml.jackson.. | cli store
        com.electronwill..      | cli.settings
        com.ongres..            | client.authentication
        """)
    void a_library_is_imported_only_where_it_belongs(String library, String rooms) {
        String[] allowed = words(rooms).map(name -> "io.mqkeep." + name + "..").toArray(String[]::new);

        check(noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat(resideInAPackage(library)));
    }

    @ParameterizedTest
    @CsvSource({"protocol", "session"})
    void the_core_is_values_and_reaches_no_clock_file_thread_or_logger(String core) {
        check(noClasses()
                .that(are(in(core)))
                .should()
                .dependOnClassesThat(are(DescribedPredicate.not(resideInAnyPackage(
                        "io.mqkeep..",
                        "org.jspecify.annotations",
                        "java.lang",
                        "java.lang.annotation",
                        "java.lang.invoke",
                        "java.lang.runtime",
                        "java.nio",
                        "java.nio.charset",
                        "java.time",
                        "java.util",
                        "java.util.function",
                        "java.util.stream"))))
                .orShould()
                .dependOnClassesThat(are(OUTSIDE_WORLD))
                .orShould()
                .callMethodWhere(ASKS_THE_OUTSIDE_WORLD));
    }

    @Test
    void nothing_mutable_is_static() {
        check(fields().that().areStatic().should().beFinal());
        check(fields().that()
                .areStatic()
                .should()
                .notHaveRawType(resideInAnyPackage("java.util.concurrent..", "java.io..")));
    }

    @Test
    void a_class_is_named_for_its_job() {
        check(noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Manager|Helper|Abstract)([A-Z$].*)?"));
    }

    @Test
    void every_package_is_null_marked_and_introduces_itself() {
        List<String> unmarked = HOUSE.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .sorted()
                .toList();

        assertEquals(List.of(), unmarked, "packages without a @NullMarked package-info");
    }

    private static final DescribedPredicate<JavaClass> OUTSIDE_WORLD = type(Clock.class)
            .or(type(Thread.class))
            .or(type(Runtime.class))
            .or(type(ProcessBuilder.class))
            .or(type(java.util.Random.class))
            .or(type(java.util.Timer.class))
            .or(type(java.util.Scanner.class))
            .as("Clock, Thread, Runtime, ProcessBuilder, Random, Timer or Scanner");

    private static final DescribedPredicate<JavaCall<?>> ASKS_THE_OUTSIDE_WORLD =
            DescribedPredicate.describe("the time, the system or chance is asked", call -> {
                String owner = call.getTargetOwner().getName();
                String method = call.getName();
                return (owner.equals("java.lang.System") && !method.equals("arraycopy"))
                        || (owner.startsWith("java.time.") && method.equals("now"))
                        || method.equals("randomUUID");
            });

    private static DescribedPredicate<JavaClass> in(String room) {
        return resideInAPackage("io.mqkeep." + room + "..");
    }

    private static Stream<String> words(String list) {
        return Arrays.stream(list.split(" "));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(HOUSE);
    }
}
