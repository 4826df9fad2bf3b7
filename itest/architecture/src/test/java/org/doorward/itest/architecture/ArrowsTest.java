package org.doorward.itest.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.doorward.itest.architecture.wrong.Crossing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between the rooms, as docs/architecture.md draws them. */
class ArrowsTest {
    private static final List<String> OF_MODULES = List.of("org.slf4j..", "org.osgi..");

    /** What the demo mediates: no module, and nothing of Doorward's. */
    private static final String STRANGER = "sql-workload";

    private static JavaClasses classesOf(Path folder) {
        return new ClassFileImporter().importPath(folder);
    }

    private static void onlyDependsOn(JavaClasses room, String... packages) {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(room);
    }

    /** The classes that are written in this room: a bundle's build folder also holds what is embedded in it. */
    private static JavaClasses classesOf(Room room) {
        return new ClassFileImporter().withImportOption(room::isWrittenHere).importPath(room.classes());
    }

    @ParameterizedTest
    @EnumSource
    void aRoomDependsOnWhatItMayDependOn(Room room) {
        JavaClasses seen = classesOf(room);

        assertThat(seen).as("classes of %s", room.classes()).hasSizeGreaterThanOrEqualTo(room.atLeast());
        onlyDependsOn(seen, room.mayDependOn());
    }

    /** The modules that lie in a folder, with the package below which their own packages are. */
    private static List<Arguments> modulesIn(String folder, String packages, int atLeast) throws IOException {
        try (Stream<Path> entries = Files.list(Tree.top().resolve(folder))) {
            List<Arguments> modules = entries.filter(module -> Files.exists(module.resolve("pom.xml")))
                    .filter(module -> !module.endsWith(STRANGER))
                    .filter(module -> Files.exists(module.resolve("src/main/java"))) // a policy bundle has no code
                    .map(module -> Arguments.of(module, packages))
                    .toList();
            assertThat(modules).as(folder).hasSizeGreaterThanOrEqualTo(atLeast);
            return modules;
        }
    }

    static List<Arguments> modules() throws IOException {
        List<Arguments> modules = new java.util.ArrayList<>(modulesIn("modules", "org.doorward.modules.", 1));
        modules.addAll(modulesIn("sample-modules", "org.doorward.samples.", 3));
        return modules;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleDependsOnTheApiAlone(Path module, String packages) {
        JavaClasses seen = classesOf(module.resolve("target/classes"));
        String own = packages + module.getFileName().toString().replace("-", "") + "..";
        List<String> allowed = new java.util.ArrayList<>(List.of(Tree.API_PACKAGES));
        allowed.addAll(OF_MODULES);
        allowed.addAll(List.of("java..", own));

        assertThat(seen).as("classes of %s", module).isNotEmpty();
        onlyDependsOn(seen, allowed.toArray(String[]::new));
    }

    @Test
    void theClientThatTheDemoMediatesKnowsNothingOfDoorward() {
        JavaClasses seen =
                classesOf(Tree.top().resolve("sample-modules").resolve(STRANGER).resolve("target/classes"));

        assertThat(seen).hasSizeGreaterThanOrEqualTo(5);
        onlyDependsOn(
                seen, "java..", "javax.sql..", "org.h2.util..", "org.osgi..", "org.doorward.samples.sqlworkload..");
    }

    @Test
    void noPackagesOfTheFrameworkDependOnEachOtherInACircle() {
        List<Path> all = Stream.of(Room.values())
                .filter(room -> room != Room.API && room != Room.CONSOLE)
                .map(Room::classes)
                .toList();

        slices().matching("org.doorward.(*)..")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter().importPaths(all));
    }

    @Test
    void theRulesCanFail() {
        JavaClasses wrong = new ClassFileImporter().importClasses(Crossing.class);

        assertThatThrownBy(() -> onlyDependsOn(wrong, "java..", "org.doorward.."))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("org.slf4j.Logger");
    }
}
