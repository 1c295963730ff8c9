// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/problemmessages.h"

#include <QCoreApplication>

namespace engine {
namespace {

struct ProblemMessages
{
    Q_DECLARE_TR_FUNCTIONS(engine::ProblemMessages)
};

QString remedyFor(TemplateProblem::Kind kind)
{
    switch (kind) {
    case TemplateProblem::Kind::Syntax:
        return ProblemMessages::tr("Mend the text at that place; functions after it are not read.");
    case TemplateProblem::Kind::Unresolved:
        return ProblemMessages::tr("Give the parameter a default, or write the value itself.");
    case TemplateProblem::Kind::CodeMissing:
        return ProblemMessages::tr("Check CodeUri.");
    case TemplateProblem::Kind::LayerElsewhere:
        return ProblemMessages::tr(
            "Download its zip (the Location that \"aws lambda get-layer-version-by-arn\" prints) "
            "and declare it as an AWS::Serverless::LayerVersion with the zip as ContentUri.");
    case TemplateProblem::Kind::LayerMismatch:
        return ProblemMessages::tr("Take a layer that is made for it, or correct the layer's "
                                   "CompatibleRuntimes and CompatibleArchitectures.");
    default:
        return {};
    }
}

} // namespace

QString problemText(const TemplateProblem &problem)
{
    const QString &detail = problem.detail;
    switch (problem.kind) {
    case TemplateProblem::Kind::Syntax:
        return detail;
    case TemplateProblem::Kind::Unresolved:
        return ProblemMessages::tr("%1 has no known value.").arg(detail);
    case TemplateProblem::Kind::BadValue:
        return ProblemMessages::tr("\"%1\" can't be used here.").arg(detail);
    case TemplateProblem::Kind::CodeMissing:
        return ProblemMessages::tr("The code is not there: %1.").arg(detail);
    case TemplateProblem::Kind::Unsupported:
        return ProblemMessages::tr("This program does not support %1.").arg(detail);
    case TemplateProblem::Kind::LayerElsewhere:
        return ProblemMessages::tr("The layer %1 is not on this machine; here the function runs "
                                   "without it.")
            .arg(detail);
    case TemplateProblem::Kind::LayerMismatch:
        return ProblemMessages::tr("The layer is not made for this function: %1.").arg(detail);
    case TemplateProblem::Kind::Duplicate:
        return ProblemMessages::tr("%1 is there twice.").arg(detail);
    }
    return detail;
}

Explanation explain(const TemplateProblem &problem)
{
    Error place;
    place.place = problem.file;
    place.line = problem.line;
    place.column = problem.column;
    QStringList parts{placeOf(place)};
    if (!problem.function.isEmpty())
        parts << problem.function;
    if (!problem.property.isEmpty())
        parts << problem.property;
    return {ProblemMessages::tr("%1: %2", "place, problem")
                .arg(parts.join(QStringLiteral(", ")), problemText(problem)),
            remedyFor(problem.kind)};
}

} // namespace engine
