package io.jenkins.plugins.prepullgate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchUnitRunner;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.runner.RunWith;

/** The direction of the arrows in the house, and what each room may know. */
@RunWith(ArchUnitRunner.class)
@AnalyzeClasses(packages = "io.jenkins.plugins.prepullgate", importOptions = ImportOption.DoNotIncludeTests.class)
public class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.prepullgate.";

    @ArchTest
    public static final ArchRule theArrowsPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .optionalLayer("steps").definedBy(ROOT + "steps..")
            .optionalLayer("standalone").definedBy(ROOT + "standalone..")
            .optionalLayer("report").definedBy(ROOT + "report..")
            .layer("gate").definedBy(ROOT + "gate..")
            .optionalLayer("hub").definedBy(ROOT + "hub..")
            .optionalLayer("cluster").definedBy(ROOT + "cluster..")
            .layer("rollout").definedBy(ROOT + "rollout..")
            .layer("findings").definedBy(ROOT + "findings..")
            .layer("nodes").definedBy(ROOT + "nodes..")
            .whereLayer("steps").mayNotBeAccessedByAnyLayer()
            .whereLayer("standalone").mayNotBeAccessedByAnyLayer()
            .whereLayer("report").mayOnlyBeAccessedByLayers("steps", "standalone")
            .whereLayer("hub").mayOnlyBeAccessedByLayers("steps", "standalone", "report")
            .whereLayer("gate").mayOnlyBeAccessedByLayers("steps", "standalone", "report", "hub")
            .whereLayer("cluster").mayOnlyBeAccessedByLayers("steps", "standalone", "hub")
            .whereLayer("rollout").mayOnlyBeAccessedByLayers("steps", "standalone", "report", "hub", "gate", "cluster");

    @ArchTest
    public static final ArchRule noCircles = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    /** The judgement can be replayed and tested by table only while it knows nothing but the JDK. */
    @ArchTest
    public static final ArchRule theCoreKnowsTheJdkAlone = classes()
            .that().resideInAnyPackage(ROOT + "rollout..", ROOT + "nodes..", ROOT + "findings..")
            .should().onlyDependOnClassesThat().resideInAnyPackage("java..", ROOT + "rollout..", ROOT + "nodes..", ROOT + "findings..");

    /** Time is an argument there. */
    @ArchTest
    public static final ArchRule theCoreReadsNoClock = noClasses()
            .that().resideInAnyPackage(ROOT + "rollout..", ROOT + "nodes..", ROOT + "findings..")
            .should().callMethod(java.time.Instant.class, "now")
            .orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(System.class, "nanoTime")
            .orShould().dependOnClassesThat().areAssignableTo(java.time.InstantSource.class)
            .orShould().dependOnClassesThat().resideInAnyPackage("java.util.concurrent..", "java.util.logging..", "java.io..", "java.net..", "java.nio..");

    /** Whoever sets the machine's clock uses up no budget. Servers' own dates are compared with it where they give none of their own. */
    @ArchTest
    public static final ArchRule waitsGoByASteadyClock = noClasses()
            .that().resideInAnyPackage(ROOT + "gate..", ROOT + "cluster..", ROOT + "hub..", ROOT + "report..")
            .or().haveSimpleName("WaitCommand").or().haveSimpleName("PrepullCommand").or().haveSimpleName("RealClusters")
            .and().doNotHaveSimpleName("SteadyClock").and().doNotHaveSimpleName("RetryAfter")
            .should().callMethod(java.time.Instant.class, "now")
            .orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(java.time.InstantSource.class, "system");

    @ArchTest
    public static final ArchRule onlyTheAdapterKnowsTheKubernetesClient = noClasses()
            .that().resideInAnyPackage(ROOT + "gate..", ROOT + "report..", ROOT + "steps..")
            .should().dependOnClassesThat().resideInAnyPackage("io.fabric8..", "okhttp3..");

    @ArchTest
    public static final ArchRule onlyTheStepsKnowJenkins = noClasses()
            .that().resideOutsideOfPackage(ROOT + "steps..")
            .should().dependOnClassesThat().resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke..");
}
