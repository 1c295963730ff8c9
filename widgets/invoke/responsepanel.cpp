// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/invoke/responsepanel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>
#include <QtConcurrent>

#include <utility>

#include "engine/core/deliver.h"
#include "widgets/common/badge.h"
#include "widgets/common/busybar.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/messageline.h"
#include "widgets/common/sourcetextview.h"
#include "widgets/common/textloader.h"
#include "widgets/invoke/jsonmodel.h"
#include "widgets/invoke/livestream.h"
#include "widgets/invoke/responsefigures.h"
#include "widgets/invoke/streamview.h"

namespace widgets {
namespace {

constexpr qsizetype AtOnce = 64 * 1024; // larger payloads are prepared in the pool

enum Page { EmptyPage, ErrorPage, OutcomePage };

} // namespace

ResponsePanel::ResponsePanel(QWidget *parent)
    : QWidget(parent)
    , m_busy(new BusyBar(this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new EmptyState(Icon::Response, this))
    , m_error(new MessageLine(this))
    , m_warning(new MessageLine(this))
    , m_note(new MessageLine(this))
    , m_model(new JsonModel(this))
{
    m_empty->setObjectName(QStringLiteral("responseEmpty"));
    m_empty->setTexts(tr("No response yet"),
                      tr("Invoke the function to see what it answers, how long it takes and what "
                         "it would cost."),
                      tr("Invoke"));
    m_error->setObjectName(QStringLiteral("responseError"));
    m_warning->setObjectName(QStringLiteral("responseWarning"));
    m_note->setObjectName(QStringLiteral("responseNote"));

    auto *errorPage = new QWidget(this);
    auto *errorLayout = new QVBoxLayout(errorPage);
    errorLayout->setContentsMargins(Related, Related, Related, Related);
    errorLayout->addWidget(m_error);
    errorLayout->addStretch();

    m_traceback = makeText("responseTraceback", tr("Error of the function with its stack trace"));
    m_text = makeText("responseText", tr("Response of the function"));
    m_body = makeText("responseBody", tr("Body of the response"));
    m_textLoader = new TextLoader(m_text, TextLoader::LongLines::Break, this);
    m_bodyLoader = new TextLoader(m_body, TextLoader::LongLines::Break, this);
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("responseTree"));
    m_tree->setAccessibleName(tr("Response of the function as a tree"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setFont(fixedFont());
    m_tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_tree->setColumnWidth(JsonModel::KeyColumn, m_tree->fontMetrics().averageCharWidth() * 26);
    m_stream = new StreamView(this);
    m_bodies = new QStackedWidget(this);
    for (QWidget *view :
         std::initializer_list<QWidget *>{m_traceback, m_text, m_tree, m_body, m_stream})
        m_bodies->addWidget(view); // in the order of View

    auto *outcomePage = new QWidget(this);
    auto *outcomeLayout = new QVBoxLayout(outcomePage);
    outcomeLayout->setContentsMargins(0, 0, 0, 0);
    outcomeLayout->setSpacing(0);
    outcomeLayout->addWidget(makeHeader());
    outcomeLayout->addWidget(m_bodies, 1);

    m_pages->addWidget(m_empty);
    m_pages->addWidget(errorPage);
    m_pages->addWidget(outcomePage);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_busy);
    layout->addWidget(m_pages, 1);
    connect(m_empty, &EmptyState::actionTriggered, this, &ResponsePanel::invokeRequested);
}

ResponsePanel::~ResponsePanel() = default;

SourceTextView *ResponsePanel::makeText(const char *name, const QString &purpose)
{
    auto *view = new SourceTextView(this);
    view->setObjectName(QLatin1StringView(name));
    view->setAccessibleName(purpose);
    connect(view, &SourceTextView::sourceActivated, this, &ResponsePanel::sourceActivated);
    return view;
}

QWidget *ResponsePanel::makeHeader()
{
    auto *header = new QWidget(this);
    m_outcome = new Badge(header);
    m_outcome->setObjectName(QStringLiteral("responseOutcome"));
    m_start = new Badge(header);
    m_start->setObjectName(QStringLiteral("responseStart"));
    m_figures = new QLabel(header);
    m_figures->setObjectName(QStringLiteral("responseFigures"));
    m_figures->setAccessibleName(tr("Figures of the invocation"));
    m_figures->setTextFormat(Qt::RichText);
    m_figures->setWordWrap(true);
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_views = new QTabBar(header);
    m_views->setObjectName(QStringLiteral("responseViews"));
    m_views->setAccessibleName(tr("Views of the response"));
    m_views->setExpanding(false);
    m_views->setDrawBase(false);
    m_views->addTab(tr("Error", "view of a response"));
    m_views->addTab(tr("Text", "view of a response"));
    m_views->addTab(tr("Tree", "view of a response"));
    m_views->addTab(tr("Body", "view of a response"));
    m_views->addTab(tr("Chunks", "view of a response"));

    const auto button = [this, header](const char *name, Icon picture, const QString &tip) {
        auto *made = new QToolButton(header);
        made->setObjectName(QLatin1StringView(name));
        made->setIcon(icon(picture));
        made->setToolTip(tip);
        made->setAccessibleName(tip);
        made->setAutoRaise(true);
        return made;
    };
    m_pretty = button("prettyResponse", Icon::Format, tr("Indented, or exactly as it came"));
    m_pretty->setCheckable(true);
    m_pretty->setChecked(true);
    auto *copyButton = button("copyResponse", Icon::Copy, tr("Copy what is shown"));
    m_save = button("saveResponse", Icon::Save, tr("Save the response to a file"));

    auto *line = new QHBoxLayout;
    line->setContentsMargins(Related, Related, Related, InControl);
    line->setSpacing(Related);
    line->addWidget(m_outcome, 0, Qt::AlignTop);
    line->addWidget(m_start, 0, Qt::AlignTop);
    line->addWidget(m_figures, 1, Qt::AlignVCenter);
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(0, 0, Related, 0);
    tools->setSpacing(InControl);
    tools->addWidget(m_views);
    tools->addStretch();
    for (QToolButton *tool : {m_pretty, copyButton, m_save})
        tools->addWidget(tool);
    auto *rule = new QFrame(header);
    rule->setFrameShape(QFrame::HLine);
    rule->setFrameShadow(QFrame::Plain);
    rule->setForegroundRole(QPalette::Mid);
    rule->setFixedHeight(1);
    auto *layout = new QVBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(m_warning);
    layout->addWidget(m_note);
    layout->addLayout(tools);
    layout->addWidget(rule);

    connect(m_views, &QTabBar::currentChanged, this, &ResponsePanel::showView);
    connect(m_views, &QTabBar::tabBarClicked, this, [this](int view) { m_chosenView = view; });
    connect(m_pretty, &QToolButton::toggled, this, &ResponsePanel::showText);
    connect(copyButton, &QToolButton::clicked, this, &ResponsePanel::copy);
    connect(m_save, &QToolButton::clicked, this, [this] { emit saveRequested(m_payload); });
    return header;
}

void ResponsePanel::setOutcome(const engine::InvokeOutcome &outcome)
{
    const int mine = ++m_generation;
    m_busy->setBusy(false);
    m_live.clear();
    m_payload = outcome.payload;
    m_save->setEnabled(true);
    m_streamError =
        outcome.record.stream ? preparePayload(outcome.record.stream->error).traceback : QString();
    m_streams = outcome.record.stream.has_value();
    if (m_streams)
        m_stream->setStream(*outcome.record.stream);
    m_outcome->setMark(markOf(outcome.record.outcome));
    m_start->setMark(markOf(outcome.record.start));
    showFigures(outcome.record);
    m_pages->setCurrentIndex(OutcomePage);
    if (m_payload.size() <= AtOnce) {
        showPrepared(preparePayload(m_payload));
        return;
    }
    m_busy->setBusy(true);
    const QByteArray bytes = m_payload;
    engine::deliver(QtConcurrent::run([bytes] { return preparePayload(bytes); }), this,
                    [this, mine](const PreparedPayload &prepared) {
                        if (mine != m_generation)
                            return;
                        m_busy->setBusy(false);
                        showPrepared(prepared);
                    });
}

void ResponsePanel::setStreaming(const LiveStream &live)
{
    const bool begins = m_live != live.requestId;
    if (begins) {
        m_live = live.requestId;
        ++m_generation;
        m_payload.clear();
        m_prepared = {};
        m_decoder = QStringDecoder(QStringDecoder::Utf8);
        m_isCut = false;
        m_note->clear();
        m_textLoader->load({});
        m_outcome->setMark(
            {tr("Streaming", "a response that still comes"), Token::Accent, Shape::Circle});
        m_start->setMark({});
        showTabs({TextView, ChunksView});
        m_pretty->setEnabled(false);
        m_save->setEnabled(false); // a part would look like the whole
        const int view = m_chosenView == ChunksView ? ChunksView : TextView;
        m_views->setCurrentIndex(view);
        showView(view);
        m_pages->setCurrentIndex(OutcomePage);
    }
    m_figures->setText(streamFigures(live.stream));
    m_stream->setStream(live.stream);
    if (live.head.size() > m_payload.size())
        m_textLoader->append(m_decoder.decode(QByteArrayView(live.head).sliced(m_payload.size())));
    m_payload = live.head;
    if (live.stream.bytes > live.head.size() && !std::exchange(m_isCut, true))
        m_textLoader->append(QStringLiteral(" …"));
}

void ResponsePanel::setError(const engine::Error &error)
{
    ++m_generation;
    m_live.clear();
    m_busy->setBusy(false);
    m_error->setError(error);
    m_pages->setCurrentIndex(ErrorPage);
}

void ResponsePanel::setAccepted(const QString &requestId)
{
    ++m_generation;
    m_busy->setBusy(false);
    m_error->setMessage({tr("202: the event %1 is accepted.").arg(requestId),
                         tr("There is no answer to an event. Its attempts are in the log and in "
                            "the history; \"lwb queue --destinations\" lists what came of it.")},
                        MessageLine::Severity::Information);
    m_pages->setCurrentIndex(ErrorPage);
}

void ResponsePanel::clear()
{
    ++m_generation;
    m_live.clear();
    m_busy->setBusy(false);
    m_pages->setCurrentIndex(EmptyPage);
}

void ResponsePanel::setBusy(bool busy)
{
    m_busy->setBusy(busy);
}

void ResponsePanel::setWarning(const QString &text)
{
    if (text.isEmpty())
        m_warning->clear();
    else
        m_warning->setMessage({text, QString()}, MessageLine::Severity::Warning);
}

void ResponsePanel::setCostText(CostText costText)
{
    m_costText = std::move(costText);
}

void ResponsePanel::showFigures(const engine::InvocationRecord &record)
{
    const bool priced = m_costText && record.start != engine::StartKind::None;
    m_figures->setText(
        responseFigures(record, priced ? m_costText(record) : QString(),
                        record.stream ? qint64{record.responseBytes} : qint64{m_payload.size()}));
    const QString note = streamNote(record);
    if (note.isEmpty())
        m_note->clear();
    else
        m_note->setMessage({note, QString()}, MessageLine::Severity::Information);
}

void ResponsePanel::showTabs(const std::set<View> &views)
{
    for (int view = TracebackView; view <= ChunksView; ++view)
        m_views->setTabVisible(view, views.count(View(view)) > 0);
    // Qt lays the tabs out anew only now: hidden ones would leave gaps.
    m_views->setTabText(TextView, m_views->tabText(TextView));
}

void ResponsePanel::showPrepared(const PreparedPayload &prepared)
{
    m_prepared = prepared;
    // What was streamed before an error stays beside it.
    if (!m_streamError.isEmpty())
        m_prepared.traceback = m_streamError;
    const bool hasError = !m_prepared.traceback.isEmpty();
    m_traceback->setPlainText(m_prepared.traceback);
    m_model->setJson(prepared.isJson ? m_payload : QByteArray(),
                     prepared.isJson ? JsonModel::Checked::Yes : JsonModel::Checked::No);
    m_bodyLoader->load(QString::fromUtf8(prepared.body));
    std::set<View> views{TextView};
    if (hasError)
        views.insert(TracebackView);
    if (prepared.isJson)
        views.insert(TreeView);
    if (!prepared.body.isEmpty())
        views.insert(BodyView);
    if (m_streams)
        views.insert(ChunksView);
    showTabs(views);
    m_pretty->setEnabled(prepared.isJson);
    showText();
    // An error shows itself; else the view that the user chose last, if there is one of it.
    int view = hasError ? int(TracebackView) : m_chosenView;
    if (!m_views->isTabVisible(view))
        view = TextView;
    m_views->setCurrentIndex(view);
    showView(view);
    emit shown();
}

void ResponsePanel::showText()
{
    m_textLoader->load(QString::fromUtf8(m_pretty->isChecked() ? m_prepared.pretty : m_payload));
    m_text->moveCursor(QTextCursor::Start);
}

void ResponsePanel::showView(int view)
{
    m_bodies->setCurrentIndex(view);
    m_pretty->setVisible(view == TextView);
}

void ResponsePanel::copy() const
{
    QString text;
    switch (m_views->currentIndex()) {
    case TracebackView:
        text = m_prepared.traceback;
        break;
    case BodyView:
        text = QString::fromUtf8(m_prepared.body);
        break;
    case TextView:
        text = QString::fromUtf8(m_pretty->isChecked() && m_live.isEmpty() ? m_prepared.pretty
                                                                           : m_payload);
        break;
    case ChunksView:
        text = m_stream->text();
        break;
    default:
        text = QString::fromUtf8(m_payload);
        break;
    }
    QGuiApplication::clipboard()->setText(text);
}

} // namespace widgets
