/**
 * Starts the private layer and hands over. The only code of Doorward on the class path, where every bundle can read it: so it keeps
 * no state but that it was started, and holds no handle.
 *
 * <pre>
 *   class path: doorward-launcher.jar
 *        |  Launcher --&gt; PrivateLayer --&gt; CuredModule
 *        v
 *   one loader, parent: the platform loader
 *        api  event  rules  core  transport  trail  osgi  tools  dist  Felix  slf4j  logback  picocli
 * </pre>
 */
package org.doorward.launcher;
