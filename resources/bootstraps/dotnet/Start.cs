// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.IO;

namespace LambdaWorkbench.Runtime
{
    // The Lambda runtime for .NET: fetches events, calls the handler, posts what it returns.
    //
    // C# 7 and reflection only: it is compiled on the user's machine, by whatever compiler there is.
    // The function's own copy of Amazon.Lambda.Core is what it talks to, never one of ours.
    internal static class Start
    {
        private const int LargestKept = 1024 * 1024;

        // Usage: lambda-runtime.dll HANDLER
        private static void Main(string[] arguments)
        {
            Environment.SetEnvironmentVariable("DOTNET_GCTotalPhysicalMemory", null); // was the engine's
            Log log = new Log();
            ApiClient api = new ApiClient(Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API"));
            HandlerCall handler;
            ContextFactory contexts = new ContextFactory(log);
            try
            {
                handler = new FunctionLoader(log).Load(arguments.Length > 0 ? arguments[0] : "");
                contexts.Use(handler.ContextType, handler.Serializer);
            }
            catch (Exception error)
            {
                Console.Error.WriteLine(error);
                api.PostError("init/error", "", ErrorDocument.Of(error));
                throw; // nobody catches it: the process aborts, as Lambda's does
            }
            Loop(api, handler, contexts, log);
        }

        private static void Loop(ApiClient api, HandlerCall handler, ContextFactory contexts, Log log)
        {
            MemoryStream response = new MemoryStream();
            for (;;)
            {
                Invocation invocation = api.Next();
                Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
                log.RequestId = invocation.Id;
                log.TenantId = invocation.TenantId;
                log.TraceId = invocation.TraceId;
                if (response.Capacity > LargestKept)
                    response = new MemoryStream();
                response.SetLength(0);
                try
                {
                    handler.Run(new MemoryStream(invocation.Body, false), contexts.Make(invocation), response);
                }
                catch (Exception error)
                {
                    Console.Error.WriteLine(error);
                    api.PostError("invocation/" + invocation.Id + "/error", ErrorDocument.HeadersFor(error),
                                  ErrorDocument.Of(error));
                    continue;
                }
                api.PostResponse(invocation.Id, response.GetBuffer(), (int)response.Length);
            }
        }
    }
}
