package io.latchkey.token;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.junit.jupiter.api.Test;

/** Callers import what they call, never the reverse. */
class LayersTest {
    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.latchkey.token");

    @Test
    void featuresDoNotDependOnEachOtherInCircles() {
        slices().matching("io.latchkey.token.(*)..").should().beFreeOfCycles().check(SERVICE);
    }

    @Test
    void nobodyCallsWhatTheOutsideCalls() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Resource")
                .should()
                .dependOnClassesThat(simpleNameEndingWith("Consumer").and(resideInAPackage("io.latchkey..")))
                .check(SERVICE);
    }

    @Test
    void eventsCanBeWrittenByANativeExecutable() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Event")
                .and()
                .areRecords()
                .should()
                .beAnnotatedWith(RegisterForReflection.class)
                .check(SERVICE);
    }
}
