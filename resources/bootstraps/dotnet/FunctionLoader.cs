// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace LambdaWorkbench.Runtime
{
    // What is wrong with a function before any of its code runs; callers see the name of this class.
    internal sealed class LambdaValidationException : Exception
    {
        internal LambdaValidationException(string message)
            : base(message)
        {
        }
    }

    // "ASSEMBLY::TYPE::METHOD": the method's name, or its whole signature as MethodInfo tells it.
    internal sealed class HandlerName
    {
        private const string Form = "The valid format is 'ASSEMBLY::TYPE::METHOD'.";

        internal readonly string Assembly, Type, Method;

        internal HandlerName(string handler)
        {
            if (string.IsNullOrEmpty(handler))
                throw new LambdaValidationException("Empty lambda function handler. " + Form);
            string invalid = "Invalid lambda function handler: '" + handler + "'";
            string[] parts = handler.Split(new[] { "::" }, 3, StringSplitOptions.None);
            if (parts.Length != 3)
                throw new LambdaValidationException(invalid + ". " + Form);
            Assembly = Part(parts[0], invalid, "assembly");
            Type = Part(parts[1], invalid, "type");
            Method = Part(parts[2], invalid, "method");
        }

        private static string Part(string text, string invalid, string what)
        {
            string part = text.Trim();
            if (part.Length == 0)
                throw new LambdaValidationException(invalid + ", the " + what + " is missing. " + Form);
            return part;
        }
    }

    // Finds the code that a handler string names, and checks it as Lambda's runtime does: the same
    // rules in the same order, so that of two mistakes the same one is told.
    internal sealed class FunctionLoader
    {
        private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.NonPublic | BindingFlags.Public
                                              | BindingFlags.Instance | BindingFlags.Static;

        private readonly Log m_log;

        internal FunctionLoader(Log log)
        {
            m_log = log;
        }

        internal HandlerCall Load(string handler)
        {
            HandlerName name = new HandlerName(handler);
            AppDomain.CurrentDomain.AssemblyLoad += (sender, loaded) => m_log.UseFor(loaded.LoadedAssembly);
            Assembly assembly = LoadAssembly(name.Assembly);
            Type type = assembly.GetType(name.Type);
            if (type == null)
                throw new LambdaValidationException("Unable to load type '" + name.Type + "' from assembly '"
                                                    + name.Assembly + "'.");
            MethodInfo method = FindMethod(type, name);
            CheckMethod(method);
            CheckType(type, method);
            object target = null;
            if (method.IsStatic)
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            else
                target = Activator.CreateInstance(type);
            return HandlerCall.Make(name, method, target, SerializerOf(assembly, method));
        }

        private static Assembly LoadAssembly(string name)
        {
            try
            {
                return Assembly.Load(new AssemblyName(name));
            }
            catch (FileNotFoundException missing)
            {
                throw new LambdaValidationException(
                    "Could not find the specified handler assembly with the file name '" + missing.FileName
                    + "'. The assembly should be located in the root of your uploaded .zip file.");
            }
            catch (Exception)
            {
                throw new LambdaValidationException("Unable to load assembly '" + name + "'.");
            }
        }

        private static MethodInfo FindMethod(Type type, HandlerName name)
        {
            for (Type each = type; each != null; each = each.BaseType)
            {
                try
                {
                    MethodInfo found = each.GetMethod(name.Method, Declared);
                    if (found != null)
                        return found;
                }
                catch (AmbiguousMatchException)
                {
                    throw Overloaded(each, name.Method);
                }
            }
            for (Type each = type; each != null; each = each.BaseType)
            {
                foreach (MethodInfo method in each.GetMethods(Declared))
                {
                    if (string.Equals(method.ToString(), name.Method, StringComparison.Ordinal))
                        return method;
                }
            }
            throw new LambdaValidationException("Unable to find method '" + name.Method + "' in type '" + name.Type
                                                + "' from assembly '" + name.Assembly
                                                + "': Found no methods matching method name '" + name.Method + "'.");
        }

        private static LambdaValidationException Overloaded(Type type, string name)
        {
            List<string> candidates = new List<string>();
            foreach (MethodInfo method in type.GetMethods(Declared))
            {
                if (string.Equals(method.Name, name, StringComparison.Ordinal))
                    candidates.Add(method.ToString());
            }
            return new LambdaValidationException(
                "The method '" + name + "' in type '" + type.FullName
                + "' appears to have a number of overloads. To call this method please specify a complete method "
                + "signature. Possible candidates are:\n" + string.Join("\n", candidates.ToArray()) + ".");
        }

        private static void CheckMethod(MethodInfo method)
        {
            ParameterInfo[] parameters = method.GetParameters();
            if (method.IsAbstract)
                throw Unfit(method, "it is an abstract method. Handler methods cannot be abstract. Please specify a "
                                    + "non-abstract handler method.");
            if (method.IsGenericMethod)
                throw Unfit(method, "it is a generic method. Handler methods cannot be generic. Please specify a "
                                    + "non-generic handler method.");
            if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute), true))
                throw Unfit(method, "it is an 'async void' method. Handler methods cannot be 'async void'. Please "
                                    + "specify a method that is not 'async void'.");
            if (parameters.Length > 0 && parameters[parameters.Length - 1].IsDefined(typeof(ParamArrayAttribute), true))
                throw Unfit(method, "it is a 'params' method. Please specify a method that does not use 'params'.");
            if ((method.CallingConvention & CallingConventions.VarArgs) == CallingConventions.VarArgs)
                throw Unfit(method, "it is a 'vararg (variable arguments)' method. Please specify a method that is not "
                                    + "'vararg'.");
        }

        private static LambdaValidationException Unfit(MethodInfo method, string why)
        {
            return new LambdaValidationException("The method '" + method + "' cannot be used as a Lambda Handler because "
                                                 + why);
        }

        private static void CheckType(Type type, MethodInfo method)
        {
            if (type.IsGenericType)
                throw new LambdaValidationException(
                    "The type '" + type.FullName + "' cannot be used as a Lambda Handler type because it is generic. "
                    + "Handler methods cannot be located in generic types. Please specify a handler method in a "
                    + "non-generic type.");
            if (!method.IsStatic && type.IsAbstract)
                throw new LambdaValidationException(
                    "The instance method '" + method + "' cannot be used as a Lambda Handler because its type '"
                    + type.FullName + "' is abstract. Please either use a static handler or specify a type that is "
                    + "not abstract.");
            if (!type.IsClass && !(type.IsValueType && !type.IsPrimitive && !type.IsEnum))
                throw new LambdaValidationException(
                    "The type '" + type.FullName + "' cannot be used as a handler type since it is not a class or a "
                    + "struct. Please specify a handler method on a class or struct.");
        }

        // What [LambdaSerializer(typeof(...))] at the method or the assembly names; null without one.
        private static object SerializerOf(Assembly assembly, MethodInfo method)
        {
            object attribute = SerializerAttribute(method.GetCustomAttributes(true))
                               ?? SerializerAttribute(assembly.GetCustomAttributes(true));
            if (attribute == null)
                return null;
            string name = attribute.GetType().FullName;
            PropertyInfo property = attribute.GetType().GetProperty("SerializerType");
            if (property == null)
                throw new LambdaValidationException("The '" + name
                                                    + "' class is invalid: no 'SerializerType' property detected.");
            Type type = property.GetValue(attribute, null) as Type;
            if (type == null)
                throw new LambdaValidationException("The 'SerializerType' property on attribute class '" + name
                                                    + "' is not set.");
            ConstructorInfo constructor = type.GetConstructor(Type.EmptyTypes);
            if (constructor == null)
                throw new LambdaValidationException("The indicated serializer '" + type.FullName
                                                    + "' does not define a public zero-parameter constructor.");
            if (type.GetInterface(CoreNames.Serializer) == null)
                throw new LambdaValidationException("The '" + type.FullName + "' class is invalid: it does not "
                                                    + "implement the 'ILambdaSerializer' interface.");
            return constructor.Invoke(null);
        }

        private static object SerializerAttribute(object[] attributes)
        {
            foreach (object attribute in attributes)
            {
                if (attribute.GetType().FullName == CoreNames.SerializerAttribute)
                    return attribute;
            }
            return null;
        }
    }

    // Names in Amazon.Lambda.Core, of which every function brings its own copy.
    internal static class CoreNames
    {
        internal const string Assembly = "Amazon.Lambda.Core";
        internal const string Context = "Amazon.Lambda.Core.ILambdaContext";
        internal const string Logger = "Amazon.Lambda.Core.LambdaLogger";
        internal const string Serializer = "Amazon.Lambda.Core.ILambdaSerializer";
        internal const string SerializerAttribute = "Amazon.Lambda.Core.LambdaSerializerAttribute";

        internal static bool IsContext(Type type)
        {
            return type.FullName == Context || type.GetInterface(Context) != null;
        }
    }
}
