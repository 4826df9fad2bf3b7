/**
 * The java agent: entry and exit hooks in code that knows nothing of Doorward.
 *
 * <pre>
 *   java -javaagent:doorward-agent.jar=handover=main[,hot=KIND;KIND]
 *
 *   premain ({@link org.doorward.agent.Agent}), main thread, before any other code
 *     hooks.tsv, hooks-felix.tsv,
 *     hooks-bundles.tsv            HookTable     which methods, for this JDK
 *     BridgeDefinition             Bridge   -->  java.base, a package that nothing exports
 *     Weaving                      every listed class loaded, then retransformed (WeavingTransformer, ClassWeaver, MethodWeaver);
 *                                  woven == listed, or exit code 2 with the list
 *     HandOver                     handle   -->  launcher, through a slot of the main thread
 *
 *   afterwards
 *     a bundle          java.base                                     engine
 *     Files.move  --&gt;  UnixFileSystemProvider.move
 *                         Bridge.wanted(row)?  no: nothing else runs
 *                         Bridge.plain(argument)      what the caller could change afterwards is copied (ArgumentCopies)
 *                         Bridge.enter(call, row)  -----------------&gt;  entry.accept(call, row)   throws: denied
 *                         the method's own body, under no exemption
 *                         Bridge.exit(result, call, row)  ----------&gt;  exit.accept(call, row)    swallowed if it throws
 * </pre>
 *
 * <h2>What the launcher is handed</h2>
 *
 * A {@code Map} of these, of types of java.base only ({@link org.doorward.agent.HandOver} has the statements to take it):
 *
 * <ul>
 *   <li>{@code register}: {@code BiFunction<ObjIntConsumer<Object[]>, ObjIntConsumer<Object[]>, boolean[]>}, to be called once with entry
 *       and exit; returns one switch for each row, all off. {@link org.doorward.agent.Bridge} describes the call.
 *   <li>{@code lookup}: {@code MethodHandles.Lookup}, of a class of java.base, with every mode: within java.base {@code
 *       MethodHandles.privateLookupIn(type, lookup)} works for each class outside {@code java.lang.invoke}, opened or not. It is there
 *       for the private fields that the tables name as places of arguments ({@code this.fd}, {@code this.ds.dir}); {@code PlacesIT} has
 *       the places that need more than a getter. Whoever holds it holds the JVM: it reads and writes any field of java.base, defines
 *       classes there, takes the handler of the bridge away, and gets from there to every other module. Make the getters, drop the map
 *       with all that is in it, and hand nothing of it on: what keeps neither the map nor the lookup lets it be collected.
 *   <li>{@code header}, {@code rows}: {@code String}, {@code List<String>}: the columns, and the lines of the tables by the number of the
 *       row. The engine reads the meaning of arguments and outcomes from them: there is one copy of the tables, and it cannot differ from
 *       what is woven. The agent itself knows of arguments only what must be copied.
 *   <li>{@code woven}: {@code BitSet} of the JDK's rows that are woven in this run.
 *   <li>{@code leftOut}: {@code List<String>}: rows of modules that --limit-modules left out; no code can call them.
 *   <li>{@code framework}: {@code Function<Module, BitSet>}: weaves the framework's rows into the classes of a module, once, and returns
 *       their numbers; throws, naming each row, if woven != listed. Whoever has it can weave one module: drop it after use.
 *   <li>{@code bundles}: {@code Map<String, Function<Module, BitSet>>}: the same for bundles that come with the engine, by symbolic name;
 *       the column loader names it. To be called again for the module that a refreshed bundle comes back as, before its classes are used.
 * </ul>
 *
 * <h2>Every way in which the agent could let an operation pass, and the test that shows it does not</h2>
 *
 * <ol>
 *   <li>A listed method is not there, is native, or only delegates, or its class is not there: the start is refused. {@code RefusedStartIT}
 *   <li>Its class is not loaded yet when the agent weaves: all are loaded first. {@code HookCallsIT} uses every row of the JDK
 *   <li>Weaving a class fails; the JVM swallows it: the account of rows does not. {@code WeavingTransformerTest}
 *   <li>Bad code, not verified in JDK classes by default: all test JVMs verify them. {@code VerificationIT},
 *       {@code HookCallsIT}, {@code MethodWeaverTest}
 *   <li>A class of a listed name elsewhere is woven in its stead: only the JDK's modules count, and the one module that is handed over.
 *       {@code WeavingTransformerTest}
 *   <li>The JDK has another implementation than the one that is woven, and a property that a bundle can set brings it back (JDK 17's old
 *       sockets): the choice is made before bundles are there, and refused if the command line made it. {@code RefusedStartIT}
 *   <li>A JDK without a column: refused. {@code HookTableTest}
 *   <li>Another agent wove first and took the body away: refused when the method calls what is none of the JDK's. An agent that weaves calls
 *       of JDK classes alone is not recognised. {@code RefusedStartIT}
 *   <li>Another agent weaves later: the transformer stays, and the rows with it. {@code RefusedStartIT}
 *   <li>A loop that was compiled while nobody wanted the row: the switch is read behind a volatile field. {@code RefusedStartIT}
 *   <li>A handler is taken away or replaced: nobody reaches bridge, handle or lookup after the launcher. {@code HandleIsolationIT},
 *       {@code BridgeTest}, {@code HandOverTest}
 *   <li>The exemption of the handler's own work reaches further than that work: to threads that it starts, to a virtual thread on the same
 *       carrier, to the operation and the objects that its caller gave it. {@code RecursionIT}
 *   <li>The exemption outlives a handler that throws: it ends with the handler. {@code MethodWeaverTest}, {@code HookCallsIT}
 *   <li>A denial comes after the deed: the entry is before the body, in constructors after super(...) alone. {@code HookCallsIT}
 *   <li>An argument is another one when it is used than when it was judged: subclasses that answer differently each time, sets and arrays
 *       that are changed meanwhile. {@code HostileIT}, {@code ArgumentCopiesTest}
 *   <li>The outcome is lost or told twice: every way out has one exit. {@code MethodWeaverTest}. What the JVM itself throws in the bridge (a
 *       stack that is full) loses the outcome, never the decision
 * </ol>
 *
 * <p>By design it passes: what the handler itself does, on its thread; everything before a handler is installed; natives that are called
 * from no listed method (the static walk of {@code itest/coverage} is what finds those); kinds that are off by default and were not asked for. The
 * agent is no sandbox: native code, {@code --add-opens java.base/sun.launcher} and agents of the operator's command line can end it, and on
 * JDK 17 a {@code Thread.stop} that strikes in the few instructions in which the exemption ends leaves that thread exempt.
 *
 * <p>With no handler, a JVM with the agent behaves as without it, to the last word of a stack trace. {@code UnhandledIT}
 */
package org.doorward.agent;
