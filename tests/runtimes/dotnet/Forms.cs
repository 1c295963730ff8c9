// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Amazon.Lambda.Core;

[assembly: LambdaSerializer(typeof(TestJson))]

namespace Example
{
    public class Order
    {
        public string Name { get; set; }
        public int Count { get; set; }
    }

    public class Base
    {
        protected string OfTheBase(string input) { return "base " + input; }
    }

    public class Forms : Base
    {
        private int m_calls;

        public object Same(object input) { return input; }
        public string Text(string input, ILambdaContext context) { return input + context.AwsRequestId; }
        public string OnlyContext(ILambdaContext context) { return context.FunctionName; }
        public int Alone() { return 7; }
        public void Nothing(object input) {}
        public void NothingAtAll() {}
        public void NothingButContext(ILambdaContext context) {}
        public void NothingOfBoth(string input, ILambdaContext context) {}
        public static string OfTheClass(string input) { return "static " + input; }
        private string Hidden(string input) { return "hidden " + input; }
        public Order Double(Order order) { order.Count *= 2; return order; }
        public List<Order> Sorted(List<Order> orders) { return orders.OrderBy(o => o.Name).ToList(); }
        public int Calls() { return ++m_calls; }

        public async Task<string> Later(string input)
        {
            await Task.Delay(1);
            return "later " + input;
        }

        public async Task LaterNothing(string input) { await Task.Delay(1); }

        public Stream Raw(Stream input)
        {
            MemoryStream output = new MemoryStream();
            output.WriteByte(0xff);
            input.CopyTo(output);
            output.Position = 0;
            return output;
        }

        public async Task<Stream> RawLater(Stream input, ILambdaContext context)
        {
            await Task.Delay(1);
            return new MemoryStream(Encoding.UTF8.GetBytes("<" + new StreamReader(input).ReadToEnd() + ">"));
        }

        public string Overloaded(string input) { return "one"; }
        public string Overloaded(string input, ILambdaContext context) { return "two"; }

        public object Context(ILambdaContext c)
        {
            IClientApplication app = c.ClientContext.Client;
            string custom = c.ClientContext.Custom == null ? null : c.ClientContext.Custom["k"];
            return new object[] {
                c.AwsRequestId, c.FunctionName, c.FunctionVersion, c.InvokedFunctionArn, c.LogGroupName, c.LogStreamName,
                c.MemoryLimitInMB, c.RemainingTime.TotalMilliseconds > 0, c.TenantId, c.TraceId, c.Identity.IdentityId,
                c.Identity.IdentityPoolId, custom, app == null ? null : app.AppTitle, c.Serializer.GetType().Name,
                c.OfALaterVersion == default(DateTime), Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID")
            };
        }

        // What the memory manager takes the machine to have; how to ask is younger than the compiler.
        public object Memory()
        {
            object info = typeof(GC).GetMethod("GetGCMemoryInfo", Type.EmptyTypes).Invoke(null, null);
            long bytes = (long)info.GetType().GetProperty("TotalAvailableMemoryBytes").GetValue(info, null);
            return new object[] { bytes <= 128 * 1024 * 1024,
                                  Environment.GetEnvironmentVariable("DOTNET_GCTotalPhysicalMemory") };
        }

        // Unfit ones
        public string Three(string a, string b, string c) { return a; }
        public string TwoInputs(string a, string b) { return a; }
        public T Generic<T>(T input) { return input; }
        public string Many(params string[] input) { return input[0]; }
        public async void Forgotten(string input) { await Task.Delay(1); }

        // Errors
        public void Throws(object input) { throw new InvalidOperationException("no"); }
        public async Task<string> ThrowsLater(string input)
        {
            await Task.Delay(1);
            throw new InvalidOperationException("late");
        }
        public void ThrowsChain(object input)
        {
            try
            {
                throw new ArgumentException("first");
            }
            catch (ArgumentException error)
            {
                throw new Mine("second \"quoted\"\n", error);
            }
        }
        public void ThrowsSeveral(object input)
        {
            throw new AggregateException("all", new Mine("a", null), new Mine("b", null));
        }
        public void ThrowsALot(object input) { throw new Mine(new string('x', 300000), null); }
        public class Mine : Exception
        {
            public Mine(string message, Exception inner) : base(message, inner) {}
        }

        // Logs
        public void Logs(object input, ILambdaContext context)
        {
            Console.WriteLine("a\nb");
            Console.WriteLine("{0} {1}", 1, "x");
            Console.WriteLine(5);
            Console.Write("raw");
            Console.Error.WriteLine("wrong");
            context.Logger.LogLine("line");
            context.Logger.Log("Warning", "w");
            context.Logger.Log("Debug", "d");
            LambdaLogger.Log("bare");
        }

        public void LogsValues(object input, ILambdaContext context)
        {
            context.Logger.Log("Information", "{count} of {@order} for {price:0.00}, {{x}}", 3,
                               new Order { Name = "n", Count = 1 }, 1.5);
            context.Logger.Log("Error", new Mine("why", null), "{0} and {1} and {0}", "a", true);
            LambdaLogger.Log("Information", "{list} {rest}", new[] { 1, 2 });
        }
    }

    public class Raising
    {
        public Raising() { throw new InvalidOperationException("not today"); }
        public object Handle(object input) { return input; }
    }

    public static class StaticRaising
    {
        private static readonly string s_text = Fail();
        private static string Fail() { throw new InvalidOperationException("never"); }
        public static string Handle(string input) { return s_text; }
    }

    public abstract class Unfinished
    {
        public string Handle(string input) { return input; }
        public abstract string Later(string input);
    }

    public class Open<T>
    {
        public string Handle(string input) { return input; }
    }

    public struct Small
    {
        public string Handle(string input) { return "struct " + input; }
    }
}
