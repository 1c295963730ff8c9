// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.Reflection;
using System.Reflection.Emit;

namespace LambdaWorkbench.Runtime
{
    // Makes classes that implement an interface which is known only when the function is loaded: each
    // call goes to one delegate, with the method and its arguments. (DispatchProxy does the same, but
    // also takes over the methods that the interface itself implements.)
    internal static class InterfaceProxy
    {
        internal delegate object Answer(string method, object[] arguments);

        private static ModuleBuilder s_module;

        // What makes objects of such a class. Methods that the interface itself implements are left
        // to it, unless `takesOver`. What is answered must fit the method's type; null is its default.
        internal static Func<Answer, object> For(Type type, Func<string, bool> takesOver)
        {
            if (s_module == null)
                s_module = AssemblyBuilder
                               .DefineDynamicAssembly(new AssemblyName("LambdaWorkbench.Proxies"),
                                                      AssemblyBuilderAccess.Run)
                               .DefineDynamicModule("proxies");
            TypeBuilder made = s_module.DefineType(type.FullName + ".Proxy", TypeAttributes.Public | TypeAttributes.Sealed,
                                                   typeof(object), new[] { type });
            // Not of a type of this assembly, which has none that others may see.
            Type answerType = typeof(Func<string, object[], object>);
            FieldBuilder answer = made.DefineField("answer", answerType, FieldAttributes.Public);
            made.DefineDefaultConstructor(MethodAttributes.Public);
            Implement(made, answer, type, takesOver);
            foreach (Type inherited in type.GetInterfaces())
                Implement(made, answer, inherited, takesOver);
            Type finished = made.CreateTypeInfo().AsType();
            FieldInfo field = finished.GetField("answer");
            return given =>
            {
                object proxy = Activator.CreateInstance(finished);
                field.SetValue(proxy, new Func<string, object[], object>(given));
                return proxy;
            };
        }

        private static void Implement(TypeBuilder made, FieldInfo answer, Type type, Func<string, bool> takesOver)
        {
            foreach (MethodInfo method in type.GetMethods())
            {
                if (!method.IsStatic && (method.IsAbstract || takesOver(method.Name)) && !method.IsGenericMethod)
                    Implement(made, answer, method);
            }
        }

        private static void Implement(TypeBuilder made, FieldInfo answer, MethodInfo method)
        {
            ParameterInfo[] parameters = method.GetParameters();
            Type[] types = Array.ConvertAll(parameters, parameter => parameter.ParameterType);
            MethodBuilder body = made.DefineMethod(
                method.DeclaringType.FullName + "." + method.Name,
                MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot
                    | MethodAttributes.HideBySig,
                method.ReturnType, types);
            ILGenerator code = body.GetILGenerator();
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldfld, answer);
            code.Emit(OpCodes.Ldstr, method.Name);
            code.Emit(OpCodes.Ldc_I4, types.Length);
            code.Emit(OpCodes.Newarr, typeof(object));
            for (int i = 0; i < types.Length; ++i)
            {
                code.Emit(OpCodes.Dup);
                code.Emit(OpCodes.Ldc_I4, i);
                code.Emit(OpCodes.Ldarg, i + 1);
                if (types[i].IsValueType)
                    code.Emit(OpCodes.Box, types[i]);
                code.Emit(OpCodes.Stelem_Ref);
            }
            code.Emit(OpCodes.Callvirt, answer.FieldType.GetMethod("Invoke"));
            if (method.ReturnType == typeof(void))
                code.Emit(OpCodes.Pop);
            else if (!method.ReturnType.IsValueType)
                code.Emit(OpCodes.Castclass, method.ReturnType);
            else
                EmitUnbox(code, method.ReturnType);
            code.Emit(OpCodes.Ret);
            made.DefineMethodOverride(body, method);
        }

        private static void EmitUnbox(ILGenerator code, Type type)
        {
            LocalBuilder value = code.DeclareLocal(typeof(object));
            LocalBuilder nothing = code.DeclareLocal(type);
            Label isNull = code.DefineLabel();
            Label end = code.DefineLabel();
            code.Emit(OpCodes.Stloc, value);
            code.Emit(OpCodes.Ldloc, value);
            code.Emit(OpCodes.Brfalse, isNull);
            code.Emit(OpCodes.Ldloc, value);
            code.Emit(OpCodes.Unbox_Any, type);
            code.Emit(OpCodes.Br, end);
            code.MarkLabel(isNull);
            code.Emit(OpCodes.Ldloca, nothing);
            code.Emit(OpCodes.Initobj, type);
            code.Emit(OpCodes.Ldloc, nothing);
            code.MarkLabel(end);
        }
    }
}
