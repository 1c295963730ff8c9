// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace engine {

// Something that can happen and is not the fault of the code that reports it. Programs branch on
// `code`; messages.h turns the whole into a sentence and a remedy. What the user's function did
// wrong is never an Error, it is an outcome (see invoke/invokerequest.h).
struct Error
{
    enum class Code {
        NotFound, // a file or folder is not there
        AlreadyExists,
        NotReadable,          // there, but the system refuses to give it
        NotWritable,          // no permission, a read-only disk, no space
        BadSyntax,            // text that could not be parsed; line and column name the place
        BadTemplate,          // parsed, but not a SAM template that can be used
        UnknownFunction,      // no function of this name, or without the version or alias asked for
        Refused,              // Lambda would refuse it too; detail is its own text
        InvalidConfiguration, // validate() finds errors in it; detail holds the first one's text
        PayloadTooLarge,
        PayloadNotJson,
        ProfileMissing, // no such AWS profile, or none with keys; detail: its name; place: the file
        InstallFailed,  // detail: the installer's last words; place: a remedy, or empty
        LayerMissing,   // detail is the layer's id, place its path
        BadArchive,     // broken or dangerous; place is the file, detail says what and where
        PackageTooLarge,     // code and layers past Lambda's limit; detail is Lambda's own text
        RuntimeMissing,      // no interpreter for the function's runtime on this machine
        ToolMissing,         // what builds the code is not installed; place: how to get it
        BuildFailed,         // detail: what the compiler says; place, line, column: where
        DependenciesMissing, // as BuildFailed, for want of packages that have to be installed
        NotTrusted,          // building would run a stranger's programs; place: the workspace
        CodeMissing,         // the function's code folder or file is not there
        SandboxUnavailable,  // this machine does not allow sandboxes; detail says what is missing
        SandboxFailed,       // the sandbox would not start
        Throttled,           // detail is the reason, as Lambda names it
        Conflict,            // a file was changed by somebody else meanwhile
        Unresolved,          // the value is an intrinsic function; it can't be overwritten in place
        Cancelled,
        Unsupported, // valid, but this program does not do it
        Internal,    // the system failed in a way that has no better name; detail says how
    };

    Code code = Code::Internal;
    QString detail;     // for people, not translated: a name, or the system's own words
    QString place = {}; // a file path, or the id of a resource; may be empty
    int line = 0;       // from 1; 0 means: no line
    int column = 0;     // from 1, in characters; 0 means: no column

    bool operator==(const Error &) const = default;
};

// A value, or the Error that stands in its place. Members are named as std::expected's.
template <typename T>
class [[nodiscard]] Result
{
public:
    using value_type = T;

    Result(T value) // NOLINT(google-explicit-constructor): a value is a result
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error) // NOLINT(google-explicit-constructor): an error is a result
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    [[nodiscard]] bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T &operator*() & { return std::get<0>(m_state); }
    const T &operator*() const & { return std::get<0>(m_state); }
    T &&operator*() && { return std::get<0>(std::move(m_state)); }
    T *operator->() { return &std::get<0>(m_state); }
    const T *operator->() const { return &std::get<0>(m_state); }

    [[nodiscard]] const Error &error() const { return std::get<1>(m_state); }
    template <typename U>
    [[nodiscard]] T value_or(U &&fallback) const
    {
        return has_value() ? **this : static_cast<T>(std::forward<U>(fallback));
    }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void>
{
public:
    using value_type = void;

    Result() = default;
    Result(Error error) // NOLINT(google-explicit-constructor): an error is a result
        : m_error(std::move(error))
        , m_failed(true)
    {
    }

    [[nodiscard]] bool has_value() const { return !m_failed; }
    explicit operator bool() const { return has_value(); }
    [[nodiscard]] const Error &error() const { return m_error; }

private:
    Error m_error;
    bool m_failed = false;
};

} // namespace engine
