import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * Switches over types, without {@code invokedynamic}: the method that javac leaves to be generated when the switch is first
 * reached, a row of {@code instanceof}, is written into the class. The AOT cache keeps what lambdas need, but not what
 * these do, which is three milliseconds for each switch that a start meets.
 */
final class PlainSwitches {
    private static final String NAME = "typeSwitch";

    private PlainSwitches() {}

    /** Returns what rewrites a class, {@link ClassTransform#ACCEPT_ALL} when it has no such switch. */
    static ClassTransform of(ClassModel model) {
        boolean any = model.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .anyMatch(PlainSwitches::isSwitchOverTypes);
        return any ? rewriting(model) : ClassTransform.ACCEPT_ALL;
    }

    private static ClassTransform rewriting(ClassModel model) {
        ClassDesc owner = model.thisClass().asSymbol();
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        List<InvokeDynamicInstruction> switches = new ArrayList<>();
        CodeTransform calls = (builder, element) -> {
            if (isSwitchOverTypes(element)) {
                InvokeDynamicInstruction found = (InvokeDynamicInstruction) element;
                builder.invokestatic(owner, NAME + "$" + switches.size(), found.typeSymbol(), isInterface);
                switches.add(found);
            } else {
                builder.with(element);
            }
        };
        return ClassTransform.transformingMethodBodies(calls).andThen(ClassTransform.endHandler(builder -> {
            for (int i = 0; i < switches.size(); i++) {
                InvokeDynamicInstruction found = switches.get(i);
                builder.withMethodBody(
                        NAME + "$" + i,
                        found.typeSymbol(),
                        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                        code -> tests(code, found.bootstrapArgs()));
            }
        }));
    }

    private static boolean isSwitchOverTypes(CodeElement element) {
        return element instanceof InvokeDynamicInstruction dynamic
                && dynamic.bootstrapMethod().owner().displayName().equals("SwitchBootstraps")
                && dynamic.bootstrapMethod().methodName().equals(NAME)
                && dynamic.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    }

    /** As SwitchBootstraps.typeSwitch specifies: -1 for null, the first label from the second argument on that matches, or their number. */
    private static void tests(CodeBuilder code, List<ConstantDesc> labels) {
        Label isNull = code.newLabel();
        code.aload(0).ifnull(isNull);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
            code.loadConstant(i).ireturn();
            code.labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
        code.labelBinding(isNull).loadConstant(-1).ireturn();
    }
}
