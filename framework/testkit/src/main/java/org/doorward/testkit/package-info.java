/**
 * For those who test security modules: Doorward's engine and a real Felix inside a JUnit 5 test.
 *
 * <pre>
 *   test class ---- {@link org.doorward.testkit.DoorwardExtension} ---- Felix + engine, in a temporary home, one for each test
 *                        |  deploy, update, undeploy      DIR/deploy      {@link org.doorward.testkit.TestBundle}
 *                        |  module, guard, service        the service registry
 *                        |  conf, rules, mode             DIR/conf
 *                        '- trail, ledger                 {@link org.doorward.testkit.Trail}, {@link org.doorward.testkit.DoorwardAssertions}
 * </pre>
 *
 * <h2>Class path</h2>
 * Tests run on the class path (surefire and failsafe: {@code useModulePath=false}). The system bundle exports the classes of api, OSGi and
 * slf4j as the test itself sees them, so that services can be cast, and a test can register a module of its own. Other bundles have
 * classes of their own, even where the test's class path holds the same jar.
 *
 * <h2>Bundles from the class path</h2>
 * A bundle that a test asks for by name, or by one of its classes, is looked for on the class path of the test: a jar, or a folder of
 * classes with the manifest that bnd wrote, whose {@code Bundle-SymbolicName} is that name. Nothing is downloaded, and a jar that nobody
 * asks for is no bundle.
 *
 * <h2>After every test</h2>
 * The extension waits until nothing is on its way, and fails the test if {@code emitted == written + lost} does not hold for each lane; if a
 * bundle does not resolve; or if the trail does not hold as many events as the ledger says, with a gap for each lost one.
 *
 * <p>The null rule is that of {@code org.doorward.module}.
 */
@Export
@Version("1.0.0")
package org.doorward.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
