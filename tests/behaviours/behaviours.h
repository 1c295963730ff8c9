// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>

#include <vector>

#include "engine/model/runtimeid.h"
#include "tests/support/testworkspace.h"

namespace testsupport {

// One thing that functions do on Lambda, in whatever language they are written: an event, and what
// becomes of it. What it says is compared after {requestId}, {logStream}, {function} and {runtime}
// were filled in; JSON by value, so that a language's blanks don't matter.
struct Behaviour
{
    enum class End {
        Answer,          // the payload
        Error,           // the handler's error: type and message
        ErrorThenAnswer, // the same, and then `payload` for {"fine":1} from the same process
        ErrorAndExit,    // the same; the process then ends, and a new one answers {"fine":1}
        InitError,       // the same, from loading the function
        ExitError,       // the process ended: message only, the type is Runtime.ExitError
        AnswerAgain,     // the payload, of the second of two calls in the same environment
        Timeout,         // and the next call is answered with `payload`
        // To a streaming caller: the payload in two parts, the second one sent only after the first
        // has come and the file "seen" is there. With an error: the handler's, behind them.
        Streamed,
        TooLarge, // the response is over the limit; the next one, of `payload` bytes, is not
    };

    QByteArray id; // what languages' cases are found by
    QByteArray claim;
    End end = End::Answer;
    QByteArray event = "{}";
    QByteArray payload = {}; // expected, unless the case has its own
    std::vector<engine::EnvironmentVariable> environment = {};
    QByteArray moreProperties = {}; // of the function, in the template
    QByteArray clientContext = {};
};

// How a language does it: the code, and its own words where languages differ.
struct Case
{
    std::vector<TestWorkspace::File> files = {};
    QByteArray handler = {};
    QByteArray payload = {};      // expected instead of the behaviour's
    QString errorType = {};       // as the caller gets it; may be a regular expression too
    QString errorMessage = {};    // whole; a regular expression where it begins with ^
    QString reportedType = {};    // "Error Type:" of the REPORT line; empty: not looked at
    QByteArray bytes = {};        // the payload to the byte, where that is a promise
    QByteArray begin = {};        // the payload's first bytes, where the rest is not
    QList<QByteArray> log = {};   // beginnings of lines of the log; <time> is any time
    QList<QByteArray> noLog = {}; // texts that are not
    QByteArray absent = {};       // why this language has no such thing; nothing else is set then
};

// A language with its cases for all shared behaviours, and with behaviours of its own.
struct LanguageCases
{
    struct Own
    {
        Behaviour behaviour;
        Case made;
    };

    QByteArray name; // "Ruby"
    engine::Language language;
    // The runtime id that an interpreter of this version is the one for.
    QString (*runtimeOf)(const QString &version);
    QMap<QByteArray, Case> (*shared)(const QString &version); // by the behaviour's id
    std::vector<Own> (*own)(const QString &version);
    // Versions to run for a language that the catalog of interpreters does not know, because
    // functions bring its runtime along; unset: what the catalog has.
    QStringList (*installed)() = nullptr;
};

// What every language has to have a case for, if only to say why not.
const std::vector<Behaviour> &sharedBehaviours();

// A library that no machine of today loads: an ELF header of another processor.
QByteArray foreignLibrary();

// All languages; each registers itself: static const RegisteredLanguage ruby({...});
const std::vector<LanguageCases> &languages();
struct RegisteredLanguage
{
    explicit RegisteredLanguage(LanguageCases cases);
};

} // namespace testsupport
