// SPDX-License-Identifier: GPL-3.0-or-later
using System;
using System.Collections.Generic;

namespace LambdaWorkbench.Runtime
{
    // Makes what a handler gets as its ILambdaContext: objects of the interfaces in the function's
    // own Amazon.Lambda.Core, of whatever version. Members that it has and we don't know are empty.
    internal sealed class ContextFactory
    {
        private static readonly DateTime Epoch = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        private readonly Log m_log;
        private object m_serializer;
        private Type m_type; // null: the handler takes none
        // Made when they are asked for: each class costs some milliseconds of a cold start.
        private Func<InterfaceProxy.Answer, object> m_context, m_identity, m_clientContext, m_client;
        private object m_logger;
        private readonly string m_name = Variable("FUNCTION_NAME");
        private readonly string m_version = Variable("FUNCTION_VERSION");
        private readonly string m_logGroup = Variable("LOG_GROUP_NAME");
        private readonly string m_logStream = Variable("LOG_STREAM_NAME");
        private readonly int m_memory;

        internal ContextFactory(Log log)
        {
            m_log = log;
            int.TryParse(Variable("FUNCTION_MEMORY_SIZE"), out m_memory);
        }

        // `type` is the context's; null: the handler takes none.
        internal void Use(Type type, object serializer)
        {
            m_type = type;
            m_serializer = serializer;
            if (type != null)
                m_context = InterfaceProxy.For(type, IsKnown);
        }

        internal object Make(Invocation invocation)
        {
            if (m_context == null)
                return null;
            object identity = null, clientContext = null; // made when they are asked for
            return m_context((method, arguments) =>
            {
                switch (method)
                {
                    case "get_AwsRequestId": return invocation.Id;
                    case "get_FunctionName": return m_name;
                    case "get_FunctionVersion": return m_version;
                    case "get_InvokedFunctionArn": return invocation.Arn;
                    case "get_LogGroupName": return m_logGroup;
                    case "get_LogStreamName": return m_logStream;
                    case "get_MemoryLimitInMB": return m_memory;
                    case "get_RemainingTime": return Remaining(invocation.DeadlineMs);
                    case "get_Logger": return m_logger ?? (m_logger = Logger());
                    case "get_TenantId": return invocation.TenantId;
                    case "get_TraceId": return invocation.TraceId;
                    case "get_Serializer": return m_serializer;
                    case "get_Identity": return identity ?? (identity = Identity(invocation.Identity));
                    case "get_ClientContext":
                        return clientContext ?? (clientContext = ClientContext(invocation.ClientContext));
                }
                return null;
            });
        }

        private static bool IsKnown(string method)
        {
            return method == "get_TenantId" || method == "get_TraceId" || method == "get_Serializer";
        }

        private static Func<InterfaceProxy.Answer, object> Simple(Type type)
        {
            return InterfaceProxy.For(type, name => false);
        }

        private Type TypeOf(string property)
        {
            return m_type.GetProperty(property).PropertyType;
        }

        private static string Variable(string name)
        {
            return Environment.GetEnvironmentVariable("AWS_LAMBDA_" + name);
        }

        private static object Remaining(string deadlineMs)
        {
            long deadline;
            long.TryParse(deadlineMs, out deadline);
            return TimeSpan.FromMilliseconds(deadline - (DateTime.UtcNow - Epoch).TotalMilliseconds);
        }

        // There always is one; without a caller's it holds nothing.
        private object Identity(string json)
        {
            IDictionary<string, string> members = Json.Members(json);
            if (m_identity == null)
                m_identity = Simple(TypeOf("Identity"));
            return m_identity((method, arguments) => Json.Text(members, method == "get_IdentityId" ? "cognitoIdentityId"
                                                                        : method == "get_IdentityPoolId"
                                                                            ? "cognitoIdentityPoolId" : ""));
        }

        private object ClientContext(string json)
        {
            IDictionary<string, string> members = Json.Members(json);
            string clientJson;
            object client = null;
            if (members.TryGetValue("client", out clientJson))
            {
                IDictionary<string, string> parts = Json.Members(clientJson);
                if (m_client == null)
                    m_client = Simple(TypeOf("ClientContext").GetProperty("Client").PropertyType);
                client = m_client((method, arguments) => Json.Text(parts, ClientMember(method)));
            }
            IDictionary<string, string> custom = Texts(members, "custom");
            IDictionary<string, string> environment = Texts(members, "env");
            if (m_clientContext == null)
                m_clientContext = Simple(TypeOf("ClientContext"));
            return m_clientContext((method, arguments) => method == "get_Client" ? client
                                                          : method == "get_Custom" ? custom
                                                          : method == "get_Environment" ? environment : null);
        }

        private static string ClientMember(string getter)
        {
            switch (getter)
            {
                case "get_AppPackageName": return "app_package_name";
                case "get_AppTitle": return "app_title";
                case "get_AppVersionCode": return "app_version_code";
                case "get_AppVersionName": return "app_version_name";
                case "get_InstallationId": return "installation_id";
            }
            return "";
        }

        private static IDictionary<string, string> Texts(IDictionary<string, string> members, string name)
        {
            string json;
            if (!members.TryGetValue(name, out json))
                return null;
            Dictionary<string, string> texts = new Dictionary<string, string>();
            IDictionary<string, string> inner = Json.Members(json);
            foreach (string key in inner.Keys)
                texts[key] = Json.Text(inner, key);
            return texts;
        }

        // Of ILambdaLogger's many methods all but Log() and LogLine() lead to those by themselves.
        private object Logger()
        {
            return InterfaceProxy.For(TypeOf("Logger"), name => name == "Log")((method, arguments) =>
            {
                string first = arguments.Length > 0 ? Convert.ToString(arguments[0]) : null;
                if (method == "LogLine")
                    m_log.WriteLine(Log.Information, first);
                else if (method == "Log" && arguments.Length == 1)
                    Console.Write(first);
                else if (method == "Log" && arguments.Length == 2)
                    m_log.WriteLine(first, arguments[1] as string);
                else if (method == "Log" && arguments.Length == 3)
                    m_log.WriteLine(first, null, arguments[1] as string, arguments[2] as object[]);
                else if (method == "Log" && arguments.Length == 4)
                    m_log.WriteLine(first, arguments[1] as Exception, arguments[2] as string, arguments[3] as object[]);
                return null;
            });
        }
    }
}
