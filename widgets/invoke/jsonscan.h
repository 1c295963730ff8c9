// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

// Looks into JSON text that engine::checkJson() accepts, without building anything: positions in
// the text are all that is kept, so numbers keep their digits and members their order.
namespace widgets::jsonscan {

struct Span
{
    qsizetype start = 0;
    qsizetype end = 0; // exclusive

    [[nodiscard]] qsizetype size() const { return end - start; }
};

// The next position that is no blank.
[[nodiscard]] qsizetype skipBlanks(QByteArrayView text, qsizetype from);
// The value that begins at `from` (no blank there).
[[nodiscard]] Span valueAt(QByteArrayView text, qsizetype from);

struct Child
{
    Span key; // with its quotes; empty in an array
    Span value;
};
// The next member or element of a container. `*at` is a position inside it: first the one behind
// its bracket, then as left by the call before. Nothing at the container's end.
[[nodiscard]] std::optional<Child> nextChild(QByteArrayView text, qsizetype *at);

// The text of a JSON string, which `literal` is with its quotes.
[[nodiscard]] QString unescaped(QByteArrayView literal);
// The value of a member of the top-level object; of several equal keys the last one.
[[nodiscard]] std::optional<Span> member(QByteArrayView text, QByteArrayView key);

} // namespace widgets::jsonscan
