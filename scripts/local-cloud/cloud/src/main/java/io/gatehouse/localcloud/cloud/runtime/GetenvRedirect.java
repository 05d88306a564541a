package io.gatehouse.localcloud.cloud.runtime;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes a class call {@link FunctionEnvironment} where it calls or refers to {@code System.getenv}. */
final class GetenvRedirect {
    private static final String NAME = "getenv";
    private static final byte[] NAME_BYTES = NAME.getBytes(StandardCharsets.US_ASCII);
    private static final ClassDesc SYSTEM = System.class.describeConstable().orElseThrow();
    private static final ClassDesc TARGET =
            FunctionEnvironment.class.describeConstable().orElseThrow();

    private static final CodeTransform REDIRECT = (builder, element) -> {
        switch (element) {
            case InvokeInstruction call
            when call.name().equalsString(NAME) && call.owner().asSymbol().equals(SYSTEM) ->
                builder.invokestatic(TARGET, NAME, call.typeSymbol());
            case InvokeDynamicInstruction call ->
                builder.invokedynamic(redirect(call.invokedynamic().asSymbol()));
            default -> builder.with(element);
        }
    };

    private final ClassFile classFile;

    GetenvRedirect(ClassLoader loader) {
        var resolver = ClassHierarchyResolver.ofResourceParsing(loader)
                .orElse(absent -> ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object));
        this.classFile = ClassFile.of(ClassHierarchyResolverOption.of(resolver));
    }

    byte[] apply(byte[] bytes) {
        return mentionsGetenv(bytes)
                ? classFile.transformClass(classFile.parse(bytes), ClassTransform.transformingMethodBodies(REDIRECT))
                : bytes;
    }

    private static boolean mentionsGetenv(byte[] bytes) {
        for (var i = 0; i <= bytes.length - NAME_BYTES.length; i++) {
            if (bytes[i] == 'g' && Arrays.equals(bytes, i, i + NAME_BYTES.length, NAME_BYTES, 0, NAME_BYTES.length)) {
                return true;
            }
        }
        return false;
    }

    /** A method reference, {@code System::getenv}, is an argument of the call site's bootstrap method. */
    private static DynamicCallSiteDesc redirect(DynamicCallSiteDesc site) {
        var arguments = Arrays.stream(site.bootstrapArgs())
                .map(GetenvRedirect::redirect)
                .toArray(ConstantDesc[]::new);
        return site.withArgs(arguments);
    }

    private static ConstantDesc redirect(ConstantDesc argument) {
        return argument instanceof DirectMethodHandleDesc handle
                        && handle.owner().equals(SYSTEM)
                        && handle.methodName().equals(NAME)
                ? MethodHandleDesc.of(handle.kind(), TARGET, NAME, handle.lookupDescriptor())
                : argument;
    }
}
