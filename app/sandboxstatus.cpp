// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandboxstatus.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QtConcurrentRun>

#include "engine/core/deliver.h"
#include "engine/core/messages.h"
#include "engine/model/function.h"
#include "engine/runtimes/runtimecatalog.h"
#include "engine/sandbox/sandboxhost.h"
#include "engine/sandbox/sandboxprobe.h"

namespace app {
namespace {

struct SandboxStatus
{
    Q_DECLARE_TR_FUNCTIONS(app::SandboxStatus)
};

using State = engine::Finding::State;

QString mark(State state)
{
    switch (state) {
    case State::Ok:
        return SandboxStatus::tr("ok");
    case State::Degraded:
        return SandboxStatus::tr("limited");
    case State::Missing:
        break;
    }
    return SandboxStatus::tr("missing");
}

} // namespace

SandboxSummary sandboxSummary()
{
    const engine::SandboxCapabilities capabilities = engine::probeSandbox(engine::findInit());
    SandboxSummary summary;
    summary.ok = capabilities.canRun();
    bool full = true;
    QStringList lines;
    for (const engine::Finding &finding : engine::sandboxFindings(capabilities)) {
        full = full && finding.state == State::Ok;
        lines << QStringLiteral("%1: %2").arg(finding.name, mark(finding.state));
    }
    summary.text = !summary.ok ? SandboxStatus::tr("sandbox: none, nothing can run")
                   : full      ? SandboxStatus::tr("sandbox: full")
                               : SandboxStatus::tr("sandbox: limited");
    summary.detail = lines.join(u'\n');
    if (const engine::Finding internet = engine::internetFinding(capabilities);
        internet.state != State::Ok)
        summary.internetTrouble = {internet.sentence, internet.remedy};
    return summary;
}

void showSandboxReport(QWidget *parent)
{
    const auto report = [] {
        QString text;
        for (const engine::Finding &finding :
             engine::sandboxFindings(engine::probeSandbox(engine::findInit()))) {
            text += QStringLiteral("<p><b>%1</b> – %2<br>%3")
                        .arg(finding.name.toHtmlEscaped(), mark(finding.state).toHtmlEscaped(),
                             finding.sentence.toHtmlEscaped());
            if (!finding.remedy.isEmpty())
                text += QStringLiteral("<br><i>%1</i>").arg(finding.remedy.toHtmlEscaped());
            text += QStringLiteral("</p>");
        }
        return text;
    };
    engine::deliver(QtConcurrent::run(report), parent, [parent](const QString &text) {
        auto *box =
            new QMessageBox(QMessageBox::Information, SandboxStatus::tr("Sandbox diagnosis"), text,
                            QMessageBox::Ok, parent);
        box->setTextFormat(Qt::RichText);
        box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
    });
}

QString runtimeWarning(const engine::FunctionConfig &config)
{
    engine::Function function;
    function.config = config;
    const auto launch =
        engine::RuntimeCatalog(engine::RuntimeCatalog::standardPlaces()).launch(function);
    if (launch)
        return launch->warning;
    const engine::Explanation text = engine::explain(launch.error());
    return text.remedy.isEmpty() ? text.sentence : text.sentence + u' ' + text.remedy;
}

} // namespace app
