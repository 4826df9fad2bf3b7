package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.util.CheckClassAdapter;

/** What a woven method does: entry, exit, and otherwise nothing. */
class MethodWeaverTest {
    private static final String[] ALL = Arrays.stream(Sample.class.getDeclaredMethods())
            .filter(method -> !java.lang.reflect.Modifier.isNative(method.getModifiers()) && !method.isSynthetic())
            .map(method -> method.getName() + Type.getMethodDescriptor(method))
            .toArray(String[]::new);

    private static Object call(Class<?> sample, Object self, String name, Object... arguments) throws Throwable {
        Method method = Arrays.stream(sample.getDeclaredMethods())
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow();
        try {
            return method.invoke(self, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object made(Class<?> sample) throws ReflectiveOperationException {
        return sample.getConstructor(boolean.class).newInstance(true);
    }

    static List<Arguments> values() {
        return List.of(
                Arguments.of("aBoolean", true, "Boolean true"),
                Arguments.of("aByte", (byte) -3, "Byte -3"),
                Arguments.of("aChar", 'x', "Character x"),
                Arguments.of("aShort", (short) 300, "Short 300"),
                Arguments.of("anInt", 70_000, "Integer 70000"),
                Arguments.of("aLong", 1L << 40, "Long 1099511627776"),
                Arguments.of("aFloat", 1.5f, "Float 1.5"),
                Arguments.of("aDouble", 2.5, "Double 2.5"),
                Arguments.of("aString", "text", "text"),
                Arguments.of("anArray", new int[] {1, 2}, "[1, 2]"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyTypeIsSeenAsArgumentAndAsResult(String method, Object value, String shown) throws Throwable {
        WovenLoader loader = new WovenLoader(ALL);
        Class<?> sample = loader.sample();

        assertThat(call(sample, made(sample), method, value)).isEqualTo(value);
        assertThat(loader.seen).containsExactly("enter " + method + " [" + shown + "]", "exit " + method + " " + shown);
    }

    @Test
    void argumentsOfTwoSlotsAreTakenFromTheirPlaces() throws Throwable {
        WovenLoader loader = new WovenLoader(ALL);

        Object sum = call(loader.sample(), null, "mixed", 1L, "ab", 3.5, 4, new byte[5]);

        assertThat(sum).isEqualTo(15L);
        assertThat(loader.seen)
                .containsExactly(
                        "enter mixed [Long 1, ab, Double 3.5, Integer 4, [0, 0, 0, 0, 0]]", "exit mixed Long 15");
    }

    @Test
    void loopsBranchesAndSwitchesKeepTheirResults() throws Throwable {
        Class<?> sample = new WovenLoader(ALL).sample();
        Object self = made(sample);
        Sample plain = new Sample(true);

        for (int value : new int[] {-7, 0, 1, 2, 100}) {
            assertThat(call(sample, self, "branches", value)).isEqualTo(plain.branches(value));
            assertThat(call(sample, null, "loop", value)).isEqualTo(Sample.loop(value));
        }
    }

    @Test
    void whatTheMethodCatchesItselfIsNoFailure() throws Throwable {
        WovenLoader loader = new WovenLoader(ALL);
        Class<?> sample = loader.sample();
        Object self = made(sample);

        assertThat(call(sample, self, "caught", "41")).isEqualTo("42");
        assertThat(call(sample, self, "caught", "x")).isEqualTo("none");
        assertThatThrownBy(() -> call(sample, self, "caught", "")).isInstanceOf(NumberFormatException.class);
        assertThat(loader.seen)
                .containsExactly(
                        "enter caught [41]",
                        "exit caught 42",
                        "enter caught [x]",
                        "exit caught none",
                        "enter caught []",
                        "exit caught null java.lang.NumberFormatException: For input string: \"\"");
    }

    @Test
    void aFailureIsSeenOnceAtEachLevelAndReachesTheCallerAsItWas() throws Throwable {
        WovenLoader loader = new WovenLoader(ALL);
        Class<?> sample = loader.sample();

        assertThatThrownBy(() -> call(sample, made(sample), "locked", 1))
                .isInstanceOf(IOException.class)
                .hasMessage("bottom")
                .hasNoSuppressedExceptions();
        assertThat(loader.seen)
                .containsExactly(
                        "enter locked [Integer 1]",
                        "enter locked [Integer 0]",
                        "exit locked null java.io.IOException: bottom",
                        "exit locked null java.io.IOException: bottom");
    }

    @Test
    void aMethodThatOnlyThrowsOrNeverReturnsHasAnExit() throws Throwable {
        WovenLoader loader = new WovenLoader(ALL);
        Class<?> sample = loader.sample();

        assertThatThrownBy(() -> call(sample, null, "throwing", new IllegalStateException("a")))
                .hasMessage("a");
        assertThatThrownBy(() -> call(sample, made(sample), "forever", new long[] {3}))
                .hasMessage("over");
        assertThat(loader.seen)
                .filteredOn(line -> line.startsWith("exit"))
                .containsExactly(
                        "exit throwing null java.lang.IllegalStateException: a",
                        "exit forever null java.lang.IllegalStateException: over");
    }

    @Test
    void aDenialIsThrownAsItIsBeforeTheBodyRunsAndHasNoExit() throws Throwable {
        WovenLoader loader = new WovenLoader("nothing()V");
        Class<?> sample = loader.sample();
        Object self = made(sample);
        IOException undeclared = new IOException("denied");

        loader.deny(undeclared);
        assertThatThrownBy(() -> call(sample, self, "nothing")).isSameAs(undeclared);

        assertThat((List<?>) sample.getField("done").get(self)).isEmpty();
        assertThat(loader.seen).containsExactly("enter nothing []");
    }

    @Test
    void whatTheHandlerThrowsAtTheExitChangesNothing() throws Throwable {
        WovenLoader loader = new WovenLoader(ALL);
        Class<?> sample = loader.sample();

        loader.throwAtExit(new IllegalStateException("of the handler"));

        assertThat(call(sample, made(sample), "anInt", 4)).isEqualTo(4);
        assertThatThrownBy(() -> call(sample, null, "throwing", new IllegalArgumentException("own")))
                .hasMessage("own")
                .hasNoSuppressedExceptions();
        assertThat(call(sample, made(sample), "anInt", 5)).isEqualTo(5);
        assertThat(loader.seen).endsWith("enter anInt [Integer 5]", "exit anInt Integer 5");
    }

    /** A bridge that fails where the real one never does: in the exit itself, as on a stack that is full. */
    public static final class FailingBridge {
        /** How often a failure was told. */
        public static int failures;

        private FailingBridge() {}

        /** Called by woven code. */
        public static boolean wanted(int row) {
            return true;
        }

        /** Called by woven code. */
        public static Object[] enter(Object[] call, int row) {
            return call;
        }

        /** Called by woven code. */
        public static void exit(int result, Object[] call, int row) {
            throw new IllegalStateException("of the bridge");
        }

        /** Called by woven code. */
        public static void fail(Throwable failure, Object[] call, int row) {
            failures++;
        }
    }

    @Test
    void anExitThatFailsIsNotToldOnceMoreAsTheOperationsFailure() throws Throwable {
        WovenLoader loader = new WovenLoader("org/doorward/agent/MethodWeaverTest$FailingBridge", List.of("anInt(I)I"));
        Class<?> sample = loader.loadClass("org.doorward.agent.Sample");

        FailingBridge.failures = 0;
        assertThatThrownBy(() -> call(sample, made(sample), "anInt", 4)).hasMessage("of the bridge");

        assertThat(FailingBridge.failures).isZero();
    }

    @Test
    void nobodyIsAskedWhenNobodyWantsTheRow() throws Throwable {
        WovenLoader loader = new WovenLoader(ALL);
        Class<?> sample = loader.sample();
        loader.deny(new SecurityException());
        loader.wantNothing();

        assertThat(call(sample, made(sample), "aLong", 5L)).isEqualTo(5L);
        assertThat(loader.seen).isEmpty();
    }

    @Test
    void aConstructorIsEnteredAfterSuperAndItsFailureIsSeen() throws Throwable {
        WovenLoader loader = new WovenLoader("<init>(Z)V");
        Class<?> sample = loader.sample();

        sample.getConstructor().newInstance();
        assertThatThrownBy(() -> sample.getConstructor(boolean.class).newInstance(false))
                .hasRootCauseMessage("no");

        assertThat(loader.seen)
                .containsExactly(
                        "enter <init> [Boolean true]",
                        "exit <init> null",
                        "enter <init> [Boolean false]",
                        "exit <init> null java.lang.IllegalArgumentException: no");
    }

    @Test
    void objectsAndBranchesInTheArgumentsOfSuperAreNotTakenForIt() throws Throwable {
        WovenLoader loader = new WovenLoader("Child.<init>(IJ)V");
        loader.sample();

        Object child = loader.loadClass("org.doorward.agent.Sample$Child")
                .getConstructor(int.class, long.class)
                .newInstance(3, 10L);

        assertThat(child.getClass().getField("sum").get(child)).isEqualTo(13L);
        assertThat(loader.seen).containsExactly("enter <init> [Integer 3, Long 10]", "exit <init> null");
    }

    @Test
    void anEntryOnlyRowHasNoExit() throws Throwable {
        WovenLoader loader = new WovenLoader("!anInt(I)I");
        Class<?> sample = loader.sample();

        assertThat(call(sample, made(sample), "anInt", 4)).isEqualTo(4);
        assertThat(loader.seen).containsExactly("enter anInt [Integer 4]");
    }

    @Test
    void aLambdaInAWovenMethodStillWorks() throws Throwable {
        WovenLoader loader = new WovenLoader(ALL);
        List<Object> into = new ArrayList<>();

        ((Runnable) call(loader.sample(), null, "lambda", 8, into)).run();

        assertThat(into).containsExactly(8);
    }

    @Test
    void wovenCodePassesTheVerifierOfAsm() {
        WovenLoader loader = new WovenLoader(ALL);
        StringWriter complaints = new StringWriter();

        byte[] woven = loader.woven("org/doorward/agent/Sample");
        CheckClassAdapter.verify(new ClassReader(woven), loader, false, new PrintWriter(complaints));

        assertThat(loader.wovenSignatures()).hasSize(ALL.length).hasSizeGreaterThan(18);
        assertThat(complaints.toString()).isEmpty();
    }

    @Test
    void whatCannotBeWovenIsToldWithItsReasonAndLeftAsItIs() {
        WovenLoader loader = new WovenLoader("bodiless()V", "<init>()V", "vanished()V");

        loader.woven("org/doorward/agent/Sample");

        assertThat(loader.wovenSignatures()).isEmpty();
        assertThat(loader.refused)
                .containsOnlyKeys("bodiless()V", "<init>()V")
                .containsEntry("bodiless()V", "it is native or abstract and has no body; list its Java callers")
                .extractingByKey("<init>()V")
                .asString()
                .startsWith("it only calls this(...)");
    }
}
