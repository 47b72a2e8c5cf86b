import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ConstantDescs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Rewrites the classes of a jar so that the AOT cache can hold all of what they need at the start. */
final class LiftedJar {
    private static final ClassFile CLASS_FILE = ClassFile.of(
            // A new constant pool, because bodies of methods that share the old one would be copied as they are.
            ConstantPoolSharingOption.NEW_POOL,
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader())
                    .orElse(ClassHierarchyResolver.defaultResolver())));

    private LiftedJar() {}

    /**
     * Gives picocli's classes the class-file version of today, with the stack map frames it asks for. The cache takes no
     * class from before Java 6, because those are verified in the old way, at every start, and picocli's are of Java 5.
     *
     * <p>Nor does picocli look through Object for options and through all methods for commands any more. There are none,
     * and for the annotations that it would meet there three classes were made at every start.
     */
    static void modernizePicocli(Path jar, Path temporary) throws IOException {
        ClassTransform today = ClassTransform.endHandler(
                        builder -> builder.withVersion(ClassFile.latestMajorVersion(), 0))
                .andThen(ClassTransform.transformingMethodBodies(
                        method -> method.methodName().equalsString("initMethodSubcommands"), onlyReturning()))
                .andThen(ClassTransform.transformingMethodBodies(
                        method -> method.methodName().equalsString("initFromAnnotatedMembers"), notOfObject()));
        rewrite(
                jar,
                temporary,
                model -> model.majorVersion() < ClassFile.JAVA_6_VERSION ? today : ClassTransform.ACCEPT_ALL);
    }

    private static CodeTransform onlyReturning() {
        return (builder, element) -> {
            if (element instanceof ReturnInstruction) {
                builder.with(element);
            }
        };
    }

    /** Returns false at once when the second argument, the class that is looked through, is Object. */
    private static CodeTransform notOfObject() {
        return CodeTransform.ofStateful(() -> new CodeTransform() {
            @Override
            public void atStart(CodeBuilder builder) {
                Label another = builder.newLabel();
                builder.aload(1).loadConstant(ConstantDescs.CD_Object).if_acmpne(another);
                builder.iconst_0().ireturn().labelBinding(another);
            }

            @Override
            public void accept(CodeBuilder builder, CodeElement element) {
                builder.with(element);
            }
        });
    }

    /** Makes plain tests of the switches over types. */
    static void makeSwitchesPlain(Path jar, Path temporary) throws IOException {
        rewrite(jar, temporary, PlainSwitches::of);
    }

    /** Replaces a jar that is on this program's class path. */
    private static void rewrite(Path jar, Path temporary, Function<ClassModel, ClassTransform> transforms)
            throws IOException {
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(temporary))) {
            for (Enumeration<? extends ZipEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                ZipEntry written = new ZipEntry(entry.getName());
                written.setTimeLocal(entry.getTimeLocal());
                to.putNextEntry(written);
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                to.write(entry.getName().endsWith(".class") ? rewritten(bytes, transforms) : bytes);
                to.closeEntry();
            }
        }
        Files.move(temporary, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] rewritten(byte[] bytes, Function<ClassModel, ClassTransform> transforms) {
        ClassModel model = CLASS_FILE.parse(bytes);
        ClassTransform transform = transforms.apply(model);
        return transform == ClassTransform.ACCEPT_ALL ? bytes : CLASS_FILE.transformClass(model, transform);
    }
}
