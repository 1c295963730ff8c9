// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/behaviours/behaviours.h"

namespace testsupport {
namespace {

std::vector<LanguageCases> &registered()
{
    static std::vector<LanguageCases> all;
    return all;
}

engine::EnvironmentVariable variable(const char *key, const char *value)
{
    return {QString::fromUtf8(key), QString::fromUtf8(value)};
}

} // namespace

const std::vector<Behaviour> &sharedBehaviours()
{
    using End = Behaviour::End;
    const auto json = variable("AWS_LAMBDA_LOG_FORMAT", "JSON");
    static const QByteArray megabyte(1024 * 1024, 'x');
    static const std::vector<Behaviour> all{
        // Handlers. "echo" returns the event.
        {"echo", "the event comes back", End::Answer, "{\"a\":[1,2.5,null,true],\"b\":{}}",
         "{\"a\":[1,2.5,null,true],\"b\":{}}"},
        {"folder", "a handler in a folder", End::Answer, "{}", "\"folder\""},
        {"nested", "a handler inside of something", End::Answer, "{}", "\"nested\""},
        {"async", "a handler that the language calls asynchronous", End::Answer, "{}", "\"async\""},
        {"count", "globals live as long as the environment", End::AnswerAgain, "{}", "2"},
        {"dependency", "a module beside the code", End::Answer, "{}", "\"dependency\""},
        {"machine", "nothing of the machine can be imported", End::Answer, "{}", "\"alone\""},

        // Values. Those with an event of their own run "echo".
        {"echo", "text of all alphabets", End::Answer,
         "{\"t\":\"gr\xc3\xbc\xc3\x9f \xf0\x9f\x98\x80\"}",
         "{\"t\":\"gr\xc3\xbc\xc3\x9f \xf0\x9f\x98\x80\"}"},
        {"echo", "escaped text", End::Answer, "{\"t\":\"\\u00e9\\n\\\"\\\\\\u2028\"}",
         "{\"t\":\"\\u00e9\\n\\\"\\\\\\u2028\"}"},
        {"echo", "text alone", End::Answer, "\"a\"", "\"a\""},
        {"echo", "empty text", End::Answer, "\"\"", "\"\""},
        {"echo", "an empty object", End::Answer, "{}", "{}"},
        {"echo", "an empty list", End::Answer, "[]", "[]"},
        {"echo", "null", End::Answer, "null", "null"},
        {"echo", "a number alone", End::Answer, "-1.5", "-1.5"},
        {"echo", "false", End::Answer, "false", "false"},
        {"echo", "an event of a megabyte", End::Answer, '"' + megabyte + '"', '"' + megabyte + '"'},
        {"nothing", "a handler that returns nothing", End::Answer, "{}", "null"},
        {"raw", "bytes go out as they are", End::Answer},
        {"unserializable", "a value that has no JSON", End::Error},

        // The context: name, memory, version, request id, ARN, log group, log stream, whether the
        // remaining time is between 0 and the timeout, and "k" of the client context's "custom".
        {"context",
         "all members of the context",
         End::Answer,
         "{}",
         "[\"{function}\",\"512\",\"$LATEST\",\"{requestId}\",\"arn:aws:lambda:us-east-1:"
         "000000000000:function:{function}\",\"/aws/lambda/{function}\",\"{logStream}\",true,"
         "\"v\"]",
         {},
         "      MemorySize: 512\n",
         "{\"custom\":{\"k\":\"v\"}}"},
        {"no-client", "what the caller did not send is absent", End::Answer, "{}",
         "[null,null,null]"},
        {"environment",
         "variables, folder and trace",
         End::Answer,
         "{}",
         "[\"AWS_Lambda_{runtime}\",\"/var/task\",\"orders\",true,false]",
         {},
         "      Environment: {Variables: {TABLE: orders}}\n"},

        // Errors. The handler of "raises" answers {"fine":1} with the number of its calls so far.
        {"raises", "an error of the handler, and the process lives on", End::ErrorThenAnswer, "{}",
         "2"},
        {"raises-own", "an error of a class of the function's own", End::Error},
        {"loading", "an error while the function is loaded", End::InitError},
        {"no-file", "a file that is not there", End::InitError},
        {"no-handler", "a handler that is not there", End::InitError},
        {"malformed", "a handler string without its parts", End::InitError},
        {"syntax", "a syntax error", End::InitError},
        {"no-module", "a module that is not there", End::InitError},
        {"signature", "a handler with other parameters", End::Error},
        {"exits", "the process ends in the handler", End::ExitError},

        // Logs
        {"prints", "what is printed is a line of its own", End::Answer, "{}", "null"},
        {"logs", "the language's logger", End::Answer, "{}", "null"},
        {"logs-json", "the logger in JSON", End::Answer, "{}", "null", {json}},
        {"logs-levels",
         "the level of the environment",
         End::Answer,
         "{}",
         "null",
         {json, variable("AWS_LAMBDA_LOG_LEVEL", "WARN")}},
        {"raises-logged", "an error in the log", End::Error},

        // Limits. "size" returns text of event.size characters.
        {"size",
         "6 MiB and 100 bytes, and not one more",
         End::TooLarge,
         "{\"size\":6291555}",
         "{\"size\":6291554}",
         {},
         "      MemorySize: 1024\n"},
        {"sleeps", "the timeout", End::Timeout, "{}", "\"fine\"", {}, "      Timeout: 1\n"},

        {"streams", "a response in pieces", End::Answer, "{}", "\"abc\""},
        {"streamed", "a part of a response comes before the next is made", End::Streamed, "{}",
         "onetwo"},
        {"streamfails", "what came before an error stays", End::Streamed, "{}", "onetwo"},
        {"native", "a library for another processor is named", End::InitError},
    };
    return all;
}

QByteArray foreignLibrary()
{
    // 64 bits, little endian, a shared object; e_machine 183 is aarch64, 62 is x86_64.
#ifdef __aarch64__
    const char machine = 62;
#else
    const char machine = char(183);
#endif
    QByteArray bytes("\x7f"
                     "ELF\2\1\1",
                     7);
    bytes += QByteArray(9, '\0') + QByteArray("\3\0", 2) + machine + QByteArray("\0\1\0\0\0", 5);
    return bytes + QByteArray(1000, '\0');
}

const std::vector<LanguageCases> &languages()
{
    return registered();
}

RegisteredLanguage::RegisteredLanguage(LanguageCases cases)
{
    registered().push_back(std::move(cases));
}

} // namespace testsupport
