// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.IO;
using System.Reflection;
using System.Threading.Tasks;

namespace LambdaWorkbench.Runtime
{
    // Stands for a parameter or a result that a handler does not have.
    internal sealed class Nothing
    {
    }

    // A handler, ready to be called: typed all the way, so that its exceptions arrive as they were
    // thrown and no call pays for reflection.
    internal abstract class HandlerCall
    {
        internal object Serializer { get; private set; }
        internal Type ContextType { get; private set; } // null: it takes none

        internal abstract void Run(Stream input, object context, Stream output);

        internal static HandlerCall Make(HandlerName name, MethodInfo method, object target, object serializer)
        {
            Type input, context;
            TakeParameters(name, method, out input, out context);
            Type result = method.ReturnType == typeof(void) ? typeof(Nothing) : method.ReturnType;
            Type value = ValueOf(method.ReturnType);
            if (serializer == null && input != null && input != typeof(Stream))
                throw NoSerializer(name, "deserialize input", input);
            if (serializer == null && value != null && !typeof(Stream).IsAssignableFrom(value))
                throw NoSerializer(name, "serialize output", value);

            Type type = typeof(HandlerCall<,,>).MakeGenericType(input ?? typeof(Nothing), context ?? typeof(Nothing),
                                                                result);
            HandlerCall made = (HandlerCall)Activator.CreateInstance(type, true);
            made.Serializer = serializer;
            made.ContextType = context;
            made.Bind(method, target, input != null, context != null, value);
            return made;
        }

        protected abstract void Bind(MethodInfo method, object target, bool hasInput, bool hasContext, Type value);

        private static void TakeParameters(HandlerName name, MethodInfo method, out Type input, out Type context)
        {
            ParameterInfo[] parameters = method.GetParameters();
            string unfit = "Method '" + method.Name + "' of type '" + name.Type + "' is not supported: the method has ";
            if (parameters.Length > 2)
                throw new LambdaValidationException(unfit + "more than 2 parameters.");
            if (parameters.Length == 2 && !CoreNames.IsContext(parameters[1].ParameterType))
                throw new LambdaValidationException(unfit + "2 parameters, but the second parameter is not of type '"
                                                    + CoreNames.Context + "'.");
            input = context = null;
            if (parameters.Length == 2)
                context = parameters[1].ParameterType;
            if (parameters.Length == 1 && CoreNames.IsContext(parameters[0].ParameterType))
                context = parameters[0].ParameterType;
            else if (parameters.Length > 0)
                input = parameters[0].ParameterType;
        }

        // The type of what is answered: of a Task<T> its T, null for nothing. A ValueTask is not
        // awaited on Lambda, but answered as the structure that it is.
        private static Type ValueOf(Type result)
        {
            if (result == typeof(void))
                return null;
            for (Type each = result; each != null; each = each.BaseType)
            {
                if (each.IsGenericType && each.GetGenericTypeDefinition() == typeof(Task<>))
                    return each.GetGenericArguments()[0];
            }
            return typeof(Task).IsAssignableFrom(result) ? null : result;
        }

        private static LambdaValidationException NoSerializer(HandlerName name, string purpose, Type type)
        {
            return new LambdaValidationException(
                "Could not find the LambdaSerializerAttribute on the assembly '" + name.Assembly + "' or method '"
                + name.Method + "' while attempting to " + purpose + " data of type '" + type.FullName
                + "'. To use types other than System.IO.Stream as input/output parameters, the assembly or Lambda "
                + "function should be annotated with " + CoreNames.SerializerAttribute + ".");
        }
    }

    internal sealed class HandlerCall<TInput, TContext, TResult> : HandlerCall
    {
        private Func<TInput, TContext, TResult> m_call;
        private Func<Stream, TInput> m_read;      // null: no input
        private Action<TResult, Stream> m_finish; // null: nothing to wait for or to write

        internal override void Run(Stream input, object context, Stream output)
        {
            TInput value = m_read == null ? default(TInput) : m_read(input);
            TResult result = m_call(value, (TContext)context);
            if (m_finish != null)
                m_finish(result, output);
        }

        protected override void Bind(MethodInfo method, object target, bool hasInput, bool hasContext, Type value)
        {
            m_call = Call(method, target, hasInput, hasContext);
            if (hasInput)
                m_read = typeof(TInput) == typeof(Stream) ? (Func<Stream, TInput>)(object)(Func<Stream, Stream>)(s => s)
                                                          : Deserializer();
            if (typeof(Task).IsAssignableFrom(typeof(TResult)) && value == null)
                m_finish = (Action<TResult, Stream>)(object)(Action<Task, Stream>)(
                    (task, output) => task.GetAwaiter().GetResult());
            else if (value != null)
                m_finish = (Action<TResult, Stream>)(
                    value == typeof(TResult)
                        ? Helper("Writer", value).Invoke(null, new[] { Serializer })
                        : Helper("TaskWriter", value).Invoke(null, new[] { Serializer }));
        }

        private static Func<TInput, TContext, TResult> Call(MethodInfo method, object target, bool hasInput,
                                                            bool hasContext)
        {
            if (typeof(TResult) == typeof(Nothing))
            {
                if (hasInput && hasContext)
                {
                    Action<TInput, TContext> both = As<Action<TInput, TContext>>(method, target);
                    return (input, context) => { both(input, context); return default(TResult); };
                }
                if (hasInput)
                {
                    Action<TInput> one = As<Action<TInput>>(method, target);
                    return (input, context) => { one(input); return default(TResult); };
                }
                if (hasContext)
                {
                    Action<TContext> other = As<Action<TContext>>(method, target);
                    return (input, context) => { other(context); return default(TResult); };
                }
                Action none = As<Action>(method, target);
                return (input, context) => { none(); return default(TResult); };
            }
            if (hasInput && hasContext)
                return As<Func<TInput, TContext, TResult>>(method, target);
            if (hasInput)
            {
                Func<TInput, TResult> one = As<Func<TInput, TResult>>(method, target);
                return (input, context) => one(input);
            }
            if (hasContext)
            {
                Func<TContext, TResult> other = As<Func<TContext, TResult>>(method, target);
                return (input, context) => other(context);
            }
            Func<TResult> alone = As<Func<TResult>>(method, target);
            return (input, context) => alone();
        }

        private static T As<T>(MethodInfo method, object target)
        {
            return (T)(object)(target == null ? Delegate.CreateDelegate(typeof(T), method)
                                              : Delegate.CreateDelegate(typeof(T), target, method));
        }

        private Func<Stream, TInput> Deserializer()
        {
            MethodInfo method = Serializers.Method(Serializer, "Deserialize").MakeGenericMethod(typeof(TInput));
            return (Func<Stream, TInput>)Delegate.CreateDelegate(typeof(Func<Stream, TInput>), Serializer, method);
        }

        private static MethodInfo Helper(string name, Type value)
        {
            return typeof(Serializers).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)
                .MakeGenericMethod(value);
        }
    }

    internal static class Serializers
    {
        internal static MethodInfo Method(object serializer, string name)
        {
            return serializer.GetType().GetInterface(CoreNames.Serializer).GetMethod(name);
        }

        internal static Action<T, Stream> Writer<T>(object serializer)
        {
            if (typeof(Stream).IsAssignableFrom(typeof(T)))
                return (value, output) => ((Stream)(object)value).CopyTo(output);
            MethodInfo method = Method(serializer, "Serialize").MakeGenericMethod(typeof(T));
            return (Action<T, Stream>)Delegate.CreateDelegate(typeof(Action<T, Stream>), serializer, method);
        }

        internal static Action<Task<T>, Stream> TaskWriter<T>(object serializer)
        {
            Action<T, Stream> write = Writer<T>(serializer);
            return (task, output) => write(task.GetAwaiter().GetResult(), output);
        }
    }
}
