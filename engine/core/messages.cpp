// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/messages.h"

#include <QCoreApplication>

namespace engine {
namespace {

struct Messages
{
    Q_DECLARE_TR_FUNCTIONS(engine::Messages)
};

Explanation byCode(const Error &error)
{
    const QString &detail = error.detail;
    const QString &place = error.place;
    switch (error.code) {
    case Error::Code::NotFound:
        return {Messages::tr("%1 is not there.").arg(place.isEmpty() ? detail : place),
                Messages::tr("Check the path.")};
    case Error::Code::AlreadyExists:
        return {Messages::tr("%1 is there already.").arg(place.isEmpty() ? detail : place),
                Messages::tr("Choose another name or an empty folder.")};
    case Error::Code::NotReadable:
        return {Messages::tr("%1 can't be read: %2.").arg(place, detail),
                Messages::tr("Check the file's permissions.")};
    case Error::Code::NotWritable:
        return {Messages::tr("%1 can't be written: %2.").arg(place, detail),
                Messages::tr("Check the permissions, the free space, and that the disk is not "
                             "read-only.")};
    case Error::Code::BadSyntax:
        return {Messages::tr("%1: %2").arg(placeOf(error), detail),
                Messages::tr("Mend the text at that place.")};
    case Error::Code::BadTemplate:
        return {placeOf(error).isEmpty() ? detail
                                         : Messages::tr("%1: %2").arg(placeOf(error), detail),
                Messages::tr("The workspace's template must be an AWS SAM or CloudFormation "
                             "template with functions under Resources.")};
    case Error::Code::UnknownFunction:
        if (detail.contains(u':'))
            return {Messages::tr("There is no function, version or alias \"%1\" in this workspace.")
                        .arg(detail),
                    Messages::tr("\"lwb versions FUNCTION\" lists its versions and aliases, \"lwb "
                                 "publish FUNCTION\" makes one.")};
        return {Messages::tr("There is no function named \"%1\" in this workspace.").arg(detail),
                Messages::tr("\"lwb functions\" lists the functions.")};
    case Error::Code::Refused:
        return {Messages::tr("Lambda refuses this: %1").arg(detail.trimmed()), QString()};
    case Error::Code::InvalidConfiguration:
        return {Messages::tr("The configuration of \"%1\" is not valid: %2").arg(place, detail),
                Messages::tr("Correct the setting in the form or in the template.")};
    case Error::Code::PayloadTooLarge:
        return {Messages::tr("This is larger than the limit of %1 bytes.").arg(detail), QString()};
    case Error::Code::PayloadNotJson:
        return {placeOf(error).isEmpty()
                    ? Messages::tr("The event is not JSON: %1").arg(detail)
                    : Messages::tr("The event is not JSON (%1): %2").arg(placeOf(error), detail),
                Messages::tr("Correct the event at that place.")};
    case Error::Code::ProfileMissing:
        return {
            Messages::tr("There are no keys of an AWS profile \"%1\" in %2.").arg(detail, place),
            Messages::tr("Add them with \"aws configure --profile %1\", or let the function have "
                         "no profile. Profiles of single sign-on have none: \"aws configure "
                         "export-credentials\" prints temporary ones.")
                .arg(detail)};
    case Error::Code::InstallFailed:
        return {Messages::tr("The installation failed: %1").arg(detail),
                place.isEmpty() ? Messages::tr("Its output tells more.")
                                : Messages::tr("Install what is missing with: %1").arg(place)};
    case Error::Code::LayerMissing:
        return {Messages::tr("The layer %1 is not there: %2.").arg(detail, place),
                Messages::tr("Check ContentUri of the layer in the template.")};
    case Error::Code::BadArchive:
        return {Messages::tr("%1 can't be unpacked: %2").arg(place, detail),
                Messages::tr("Make the archive anew from a folder that can be trusted.")};
    case Error::Code::PackageTooLarge:
        return {place.isEmpty() ? detail : Messages::tr("%1: %2").arg(place, detail),
                Messages::tr("Take out what the function does not need, such as development "
                             "dependencies, or load it at run time.")};
    case Error::Code::RuntimeMissing:
        return {Messages::tr("No interpreter for the runtime %1 is installed.").arg(detail),
                place.isEmpty() ? QString() : Messages::tr("Install it with: %1").arg(place)};
    case Error::Code::ToolMissing:
        return {
            Messages::tr("%1 is not installed, and this function is built with it.").arg(detail),
            place.isEmpty() ? QString() : Messages::tr("Install it with: %1").arg(place)};
    case Error::Code::BuildFailed:
        return {
            placeOf(error).isEmpty()
                ? Messages::tr("The build failed: %1").arg(detail)
                : Messages::tr("The build failed: %1: %2").arg(placeOf(error), detail),
            Messages::tr("Mend the code at that place; \"lwb build\" shows all of the output.")};
    case Error::Code::DependenciesMissing:
        return {
            placeOf(error).isEmpty()
                ? Messages::tr("A package is missing: %1").arg(detail)
                : Messages::tr("A package is missing: %1: %2").arg(placeOf(error), detail),
            Messages::tr("Builds have no network. Install what it needs with: lwb deps FUNCTION")};
    case Error::Code::NotTrusted:
        if (detail.startsWith(NetworkDetail))
            return {Messages::tr("The workspace %1 is not trusted, and its template asks for a "
                                 "network for this function: %2.")
                        .arg(place, detail.mid(NetworkDetail.size())),
                    Messages::tr("If you trust those who wrote it: lwb -C %1 trust. For one call: "
                                 "lwb invoke --network.")
                        .arg(place)};
        if (!detail.isEmpty())
            return {
                Messages::tr("The workspace %1 is not trusted, and the function asks for the keys "
                             "of your AWS profile \"%2\".")
                    .arg(place, detail),
                Messages::tr("If you trust those who wrote it: lwb -C %1 trust").arg(place)};
        return {Messages::tr("The workspace %1 is not trusted, and building its code would run "
                             "programs that it brings along.")
                    .arg(place),
                Messages::tr("If you trust those who wrote it: lwb -C %1 trust").arg(place)};
    case Error::Code::CodeMissing:
        return {Messages::tr("The function's code is not there: %1.").arg(place),
                Messages::tr("Check CodeUri in the template.")};
    case Error::Code::SandboxUnavailable:
        return {Messages::tr("This machine does not allow sandboxes: %1.").arg(detail),
                Messages::tr("\"lwb doctor\" says what to change.")};
    case Error::Code::SandboxFailed:
        return {Messages::tr("The sandbox did not start: %1").arg(detail),
                Messages::tr("\"lwb doctor\" checks what the sandbox needs.")};
    case Error::Code::Throttled:
        return {Messages::tr("Rate Exceeded. The request was throttled: %1.").arg(detail),
                Messages::tr("Send fewer requests at once, or raise the limit.")};
    case Error::Code::Conflict:
        return {Messages::tr("%1 was changed by another program.").arg(place),
                Messages::tr("Choose which version to keep.")};
    case Error::Code::Unresolved:
        return {Messages::tr("%1 is set by an intrinsic function: %2.").arg(place, detail),
                Messages::tr("Edit the parameter, or replace the intrinsic by a value.")};
    case Error::Code::Cancelled:
        return {Messages::tr("Cancelled."), QString()};
    case Error::Code::Unsupported:
        return {Messages::tr("This is not supported: %1.").arg(detail), QString()};
    case Error::Code::Internal:
        break;
    }
    return {Messages::tr("Something failed in the system: %1.").arg(detail), QString()};
}

} // namespace

Explanation explain(const Error &error)
{
    return byCode(error);
}

QString placeOf(const Error &error)
{
    if (error.line <= 0)
        return error.place;
    const QString position =
        error.column > 0 ? Messages::tr("line %1, column %2").arg(error.line).arg(error.column)
                         : Messages::tr("line %1").arg(error.line);
    return error.place.isEmpty()
               ? position
               : Messages::tr("%1, %2", "file, position").arg(error.place, position);
}

} // namespace engine
