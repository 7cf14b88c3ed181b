package io.latchkey.token;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import org.jboss.resteasy.reactive.server.Cancellable;
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

    /** Else what was done would be left without its answer being kept, for whoever asks again with the same key. */
    @Test
    void whatHasBegunIsFinishedThoughWhoAskedHasGone() {
        methods()
                .that()
                .areAnnotatedWith(POST.class)
                .or()
                .areAnnotatedWith(PUT.class)
                .or()
                .areAnnotatedWith(PATCH.class)
                .or()
                .areAnnotatedWith(DELETE.class)
                .and()
                .areDeclaredInClassesThat()
                .areNotInterfaces()
                .should()
                .beDeclaredInClassesThat()
                .areAnnotatedWith(Cancellable.class)
                .check(SERVICE);
    }
}
