package org.doorward.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The class that goes into java.base. */
class BridgeTest {
    private static final String OWN = "org/doorward/agent/Bridge";

    private static byte[] bytes() throws Exception {
        try (InputStream in = BridgeTest.class.getResourceAsStream("Bridge.class")) {
            return in.readAllBytes();
        }
    }

    /** The class in a loader of its own, so that each test has one without a handler. */
    private static BiFunction<ObjIntConsumer<Object[]>, ObjIntConsumer<Object[]>, boolean[]> handle(int rows)
            throws Exception {
        byte[] bytes = ClassFileNames.replace(bytes(), OWN, "another/Name");
        Class<?> bridge = new ClassLoader(null) {
            Class<?> define() {
                return defineClass("another.Name", bytes, 0, bytes.length);
            }
        }.define();
        var constructor = constructor(bridge);
        @SuppressWarnings("unchecked") // the bridge
        var handle = (BiFunction<ObjIntConsumer<Object[]>, ObjIntConsumer<Object[]>, boolean[]>)
                constructor.newInstance(rows, new Object[1]);
        return handle;
    }

    private static Constructor<?> constructor(Class<?> bridge) throws Exception {
        var constructor = bridge.getDeclaredConstructor(int.class, Object[].class);
        constructor.setAccessible(true);
        return constructor;
    }

    @Test
    void itNeedsNothingButJavaBaseAndHasNoNestedClassesAndNoDynamicCalls() throws Exception {
        Set<String> strangers = new HashSet<>();
        ClassReader reader = new ClassReader(bytes());
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitInnerClass(String name, String outer, String inner, int access) {
                        if (!name.startsWith("java/")) {
                            strangers.add(name);
                        }
                    }

                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        return new MethodVisitor(Opcodes.ASM9) {
                            @Override
                            public void visitMethodInsn(
                                    int opcode, String type, String method, String of, boolean isInterface) {
                                if (!type.startsWith("java/") && !type.startsWith("[") && !type.equals(OWN)) {
                                    strangers.add(type);
                                }
                            }

                            @Override
                            public void visitInvokeDynamicInsn(
                                    String method, String of, Handle bootstrap, Object... more) {
                                strangers.add(bootstrap.toString());
                            }
                        };
                    }
                },
                0);

        assertThat(strangers).isEmpty();
    }

    @Test
    void itIsRenamedInEveryPlace() throws Exception {
        byte[] renamed = ClassFileNames.replace(bytes(), OWN, "another/Name");

        assertThat(new ClassReader(renamed).getClassName()).isEqualTo("another/Name");
        assertThat(new String(renamed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(OWN);
    }

    @Test
    void aHandlerIsInstalledOnceAndGetsOneSwitchForEachRowAllOff() throws Exception {
        var handle = handle(3);

        assertThat(handle.apply((call, row) -> {}, (call, row) -> {})).containsExactly(false, false, false);
        assertThatThrownBy(() -> handle.apply((call, row) -> {}, (call, row) -> {}))
                .hasMessage("there is a handler already: it is installed once, by the engine, at the start");
    }

    @Test
    void whatCannotChangeIsNotCopied() {
        File file = new File("a");
        Path path = Path.of("a");

        assertThat(Bridge.plain(file)).isSameAs(file);
        assertThat(Bridge.plain(file, "b")).isSameAs(file);
        assertThat(Bridge.plain(path)).isSameAs(path);
        for (Set<?> set : List.of(Set.of(), Set.of(1), Set.of(1, 2), Set.of(1, 2, 3), Collections.emptySet())) {
            assertThat(Bridge.plain(set)).isSameAs(set);
        }
        assertThat(Bridge.plain((Object) file)).isSameAs(file);
    }

    @Test
    void nothingIsTheCopyOfNothing() {
        assertThat(Bridge.plain((File) null)).isNull();
        assertThat(Bridge.plain((Set<?>) null)).isNull();
        assertThat(Bridge.plain((Collection<?>) null)).isNull();
        assertThat(Bridge.plain((Object[]) null)).isNull();
        assertThat(Bridge.plain((Path) null)).isNull();
        assertThat(Bridge.plain((Object) null)).isNull();
    }

    @Test
    void aCopyKeepsOrderAndNullsAndTypeAndCannotBeChanged() {
        List<String> mixed = Arrays.asList("c", null, "a");
        Set<?> set = Bridge.plain(new LinkedHashSet<>(mixed));
        Collection<?> collection = Bridge.plain((Collection<?>) mixed);
        String[] array = {"c", null};

        assertThat(new ArrayList<Object>(set)).isEqualTo(mixed);
        assertThat(new ArrayList<Object>(collection)).isEqualTo(mixed);
        assertThatThrownBy(set::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(collection::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(Bridge.plain(array))
                .isInstanceOf(String[].class)
                .isNotSameAs(array)
                .containsExactly("c", null);
    }

    @Test
    void whatTheCallerChangesAfterwardsIsNotInTheCopy() {
        Set<String> set = new HashSet<>(Set.of("a"));
        List<String> list = new ArrayList<>(List.of("a"));
        byte[] bytes = {1};

        Set<?> ofSet = Bridge.plain(set);
        Object ofValue = Bridge.plain((Object) set);
        Collection<?> ofList = Bridge.plain(list);
        Object ofBytes = Bridge.plain((Object) bytes);
        set.add("b");
        list.add("b");
        bytes[0] = 2;

        assertThat(ofSet).hasSize(1);
        assertThat((Set<?>) ofValue).hasSize(1);
        assertThat(ofList).hasSize(1);
        assertThat((byte[]) ofBytes).containsExactly(1);
    }

    /** A path of a class of the caller's, which may be in the boot loader. */
    private static Path foreign(ClassLoader loader, FileSystem of) {
        return (Path) Proxy.newProxyInstance(
                loader,
                new Class<?>[] {Path.class},
                (self, method, arguments) -> method.getName().equals("getFileSystem") ? of : "/the/path");
    }

    @Test
    void aPathThatSaysItIsOfTheDefaultFileSystemIsMadeSo() {
        for (ClassLoader loader : Arrays.asList(BridgeTest.class.getClassLoader(), null)) {
            assertThat(Bridge.plain(foreign(loader, FileSystems.getDefault())))
                    .isEqualTo(Path.of("/the/path"))
                    .hasSameClassAs(Path.of(""));
            assertThatThrownBy(() -> Bridge.plain(foreign(loader, null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Path not in default file system: /the/path");
        }
    }

    /** An attribute of a class of the caller's. */
    private static FileAttribute<Object> attribute(String name, Object value) {
        return new FileAttribute<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Object value() {
                return value;
            }
        };
    }

    @Test
    void attributesAreMadeOfTheJdksClassAndOthersRefusedAsTheJdkRefusesThem() {
        Set<PosixFilePermission> permissions = new HashSet<>(Set.of(PosixFilePermission.OWNER_READ));
        FileAttribute<?>[] none = {};

        FileAttribute<?>[] copy = Bridge.plain(new FileAttribute<?>[] {
            attribute("posix:permissions", permissions), attribute("unix:permissions", permissions), null
        });
        permissions.add(PosixFilePermission.OTHERS_READ);

        assertThat(copy).hasSize(3);
        assertThat(copy[2]).as("which the JDK will refuse").isNull();
        for (FileAttribute<?> attribute : List.of(copy[0], copy[1])) {
            assertThat(attribute.getClass().getPackageName()).isEqualTo("java.nio.file.attribute");
            assertThat(attribute.name()).isEqualTo("posix:permissions");
            assertThat(attribute.value()).isEqualTo(Set.of(PosixFilePermission.OWNER_READ));
        }
        assertThat(Bridge.plain(none)).isSameAs(none);
        assertThat(Bridge.plain((FileAttribute<?>[]) null)).isNull();
        assertThatThrownBy(() -> Bridge.plain(new FileAttribute<?>[] {attribute("unix:mode", 7)}))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("'unix:mode' not supported as initial attribute");
    }

    /** The JDK lets a thread forget everything while a method of it runs: a worker of the common pool that is called on to work. */
    @Test
    void aThreadThatForgotEverythingMeanwhileHasItsExitAllTheSame() throws Exception {
        var handle = handle(1);
        List<Object> ended = new ArrayList<>();
        handle.apply((call, row) -> call[0] = "token", (call, row) -> ended.add(call[0]));
        Object[] call = new Object[4];

        handle.getClass().getMethod("enter", Object[].class, int.class).invoke(null, call, 0);
        Thread another = new Thread(() -> {
            try {
                handle.getClass().getMethod("exit", Object[].class, int.class).invoke(null, call, 0);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
        another.start();
        another.join();

        assertThat(ended).containsExactly("token");
    }

    @Test
    void halfAHandlerIsNone() throws Exception {
        var handle = handle(1);

        assertThatThrownBy(() -> handle.apply((call, row) -> {}, null)).hasMessageContaining("both halves");
        assertThat(handle.apply((call, row) -> {}, (call, row) -> {})).hasSize(1);
    }

    @Test
    void thereIsOneHandleAndOneLookup() throws Exception {
        var constructor = constructor(handle(1).getClass());
        Object[] inside = new Object[1];

        assertThatThrownBy(() -> constructor.newInstance(1, inside))
                .hasRootCauseMessage("the bridge has its handle already");
        assertThat(inside).containsOnlyNulls();
    }
}
