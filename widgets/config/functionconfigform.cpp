// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/functionconfigform.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSlider>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "engine/model/configmessages.h"
#include "engine/model/runtimeid.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/theme.h"
#include "widgets/config/environmenteditor.h"
#include "widgets/config/formfield.h"
#include "widgets/config/layerseditor.h"
#include "widgets/config/memoryeditor.h"
#include "widgets/config/networksection.h"
#include "widgets/config/numberbox.h"

namespace widgets {

using engine::FunctionConfig;
using ErrorField = engine::ConfigError::Field;
using ErrorKind = engine::ConfigError::Kind;

// One row of the table that everything about a setting is read from.
struct FunctionConfigForm::Field
{
    FormField *field = nullptr;
    ErrorField error;
    bool ownsError = true; // false: nothing can be wrong with it
    QString property;      // SAM name
    QWidget *editor = nullptr;
    std::function<bool(const FunctionConfig &, const FunctionConfig &)> equal;
    std::function<void(const FunctionConfig &)> load;
    std::function<void(FunctionConfig &)> store;
    QSpinBox *number = nullptr;
};

namespace {

void choose(QComboBox *box, const QString &id)
{
    int at = box->findData(id);
    if (at < 0) { // a runtime that the list does not know is a runtime all the same
        box->addItem(id, id);
        at = box->count() - 1;
    }
    if (box->currentIndex() != at)
        box->setCurrentIndex(at);
}

} // namespace

FunctionConfigForm::FunctionConfigForm(QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget(this))
{
    auto *empty = new EmptyState(Icon::Settings, this);
    empty->setObjectName(QStringLiteral("configEmpty"));
    empty->setTexts(tr("No function chosen"),
                    tr("Choose a function to see and change its settings."));
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("configScroll"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(makeGeneral());
    m_pages->addWidget(empty);
    m_pages->addWidget(scroll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
}

FunctionConfigForm::~FunctionConfigForm() = default;

FormField *FunctionConfigForm::addField(const char *name, const QString &label, QWidget *editor,
                                        ErrorField error, const QString &property, QWidget *focus)
{
    QWidget *named = focus ? focus : editor;
    named->setObjectName(QLatin1StringView(name));
    auto *field = new FormField(label, editor, this, focus);
    field->setObjectName(QLatin1StringView(name) + QStringLiteral("Field"));
    Field row;
    row.field = field;
    row.error = error;
    row.property = property;
    row.editor = named;
    row.number = qobject_cast<QSpinBox *>(named);
    m_fields.push_back(std::move(row));
    const std::size_t at = m_fields.size() - 1;
    connect(field, &FormField::resetRequested, this, [this, at] { reset(m_fields[at]); });
    connect(field, &FormField::lockActivated, this,
            [this, property] { emit propertyActivated(m_function.logicalId, property); });
    if (named->focusPolicy() != Qt::NoFocus) {
        // Scrolling the form must not turn the numbers under the pointer.
        named->setFocusPolicy(Qt::StrongFocus);
        named->installEventFilter(this);
    }
    return field;
}

QWidget *FunctionConfigForm::makeGeneral()
{
    auto *page = new QWidget(this);
    // Made in reading order, which Tab follows.
    m_name = new QLineEdit(page);
    m_name->setReadOnly(true);
    m_runtime = new QComboBox(page);
    for (const engine::RuntimeId &runtime : engine::knownRuntimes())
        m_runtime->addItem(runtime.id, runtime.id);
    m_runtime->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_runtime->setMinimumContentsLength(10);
    m_handler = new QLineEdit(page);
    m_handler->setFont(fixedFont());
    m_handler->setPlaceholderText(QStringLiteral("app.handler"));
    m_memory = new MemoryEditor(page);
    m_memory->slider()->installEventFilter(this);
    m_timeout = makeNumber(tr(" s", "seconds"), page);
    m_storage = makeNumber(tr(" MB"), page);
    m_storage->setSingleStep(512);
    m_architecture = new QComboBox(page);
    for (const engine::Architecture architecture :
         {engine::Architecture::X86_64, engine::Architecture::Arm64})
        m_architecture->addItem(engine::architectureName(architecture),
                                engine::architectureName(architecture));
    m_profile = new QComboBox(page);
    m_profile->addItem(tr("None", "AWS profile"), QString());
    auto *reserved = new QWidget(page);
    m_reserves = new QCheckBox(tr("Reser&ve"), reserved);
    m_reserves->setObjectName(QStringLiteral("reserves"));
    m_reserved = makeNumber({}, reserved);
    m_reserved->setAccessibleName(tr("Reserved concurrency"));
    m_reserved->setEnabled(false);
    auto *reservedRow = new QHBoxLayout(reserved);
    reservedRow->setContentsMargins(0, 0, 0, 0);
    reservedRow->setSpacing(Related);
    reservedRow->addWidget(m_reserves);
    reservedRow->addWidget(m_reserved, 1);
    connect(m_reserves, &QCheckBox::toggled, m_reserved, &QSpinBox::setEnabled);
    m_description = new QPlainTextEdit(page);
    m_description->setProperty("field", true);
    m_description->setTabChangesFocus(true);
    m_description->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_description->setFixedHeight(fontMetrics().lineSpacing() * 3 + 2 * Related);
    m_network = new NetworkSection(page);
    m_environment = new EnvironmentEditor(page);
    m_layers = new LayersEditor(page);
    auto *dependencies = new QToolButton(page);
    dependencies->setObjectName(QStringLiteral("installDependencies"));
    dependencies->setText(tr("Install dependencies"));
    dependencies->setToolTip(tr("By requirements.txt, package.json, Gemfile, go.mod or pom.xml"));
    dependencies->setPopupMode(QToolButton::InstantPopup);
    m_dependencies = new QMenu(dependencies);
    m_dependencies->setObjectName(QStringLiteral("installDependenciesMenu"));
    dependencies->setMenu(m_dependencies);
    connect(m_dependencies, &QMenu::aboutToShow, this, &FunctionConfigForm::fillDependencies);

    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(BetweenGroups, BetweenGroups, BetweenGroups, BetweenGroups);
    layout->setSpacing(Related + InControl);
    const auto heading = [page, layout](const QString &text) {
        auto *label = new QLabel(text, page);
        label->setFont(scaledFont(1.1, QFont::DemiBold));
        layout->addWidget(label);
    };
    const auto pair = [this, layout](FormField *left, FormField *right) {
        auto *row = new QBoxLayout(QBoxLayout::LeftToRight);
        row->setSpacing(Related + InControl);
        row->addWidget(left, 1, Qt::AlignTop);
        row->addWidget(right, 1, Qt::AlignTop);
        layout->addLayout(row);
        m_pairs.push_back(row);
    };
    const auto row = [this](auto equal, auto loadInto, auto storeFrom) {
        m_fields.back().equal = equal;
        m_fields.back().load = loadInto;
        m_fields.back().store = storeFrom;
    };

    heading(tr("General"));
    layout->addWidget(
        addField("name", tr("Name"), m_name, ErrorField::Name, QStringLiteral("FunctionName")));
    row([](const auto &a, const auto &b) { return a.name == b.name; },
        [this](const auto &c) { m_name->setText(c.name); }, [](auto &) {});
    auto *runtimeField = addField("runtime", tr("&Runtime"), m_runtime, ErrorField::Runtime,
                                  QStringLiteral("Runtime"));
    row([](const auto &a, const auto &b) { return a.runtime == b.runtime; },
        [this](const auto &c) { choose(m_runtime, c.runtime); },
        [this](auto &c) { c.runtime = m_runtime->currentData().toString(); });
    auto *handlerField = addField("handler", tr("&Handler"), m_handler, ErrorField::Handler,
                                  QStringLiteral("Handler"));
    row([](const auto &a, const auto &b) { return a.handler == b.handler; },
        [this](const auto &c) {
            if (m_handler->text() != c.handler)
                m_handler->setText(c.handler);
        },
        [this](auto &c) { c.handler = m_handler->text(); });
    pair(runtimeField, handlerField);
    layout->addWidget(addField("memory", tr("&Memory"), m_memory, ErrorField::Memory,
                               QStringLiteral("MemorySize"), m_memory->box()));
    row([](const auto &a, const auto &b) { return a.memory == b.memory; },
        [this](const auto &c) { setNumber(m_memory->box(), c.memory.value); },
        [this](auto &c) { c.memory.value = m_memory->box()->value(); });
    auto *timeoutField = addField("timeout", tr("&Timeout"), m_timeout, ErrorField::Timeout,
                                  QStringLiteral("Timeout"));
    row([](const auto &a, const auto &b) { return a.timeout == b.timeout; },
        [this](const auto &c) { setNumber(m_timeout, static_cast<int>(c.timeout.count())); },
        [this](auto &c) { c.timeout = engine::Seconds(m_timeout->value()); });
    auto *storageField = addField("ephemeralStorage", tr("Ephemeral &storage"), m_storage,
                                  ErrorField::EphemeralStorage, QStringLiteral("EphemeralStorage"));
    row([](const auto &a, const auto &b) { return a.ephemeralStorage == b.ephemeralStorage; },
        [this](const auto &c) { setNumber(m_storage, c.ephemeralStorage.value); },
        [this](auto &c) { c.ephemeralStorage.value = m_storage->value(); });
    pair(timeoutField, storageField);
    auto *architectureField = addField("architecture", tr("&Architecture"), m_architecture,
                                       ErrorField::Memory, QStringLiteral("Architectures"));
    m_fields.back().ownsError = false;
    row([](const auto &a, const auto &b) { return a.architecture == b.architecture; },
        [this](const auto &c) { choose(m_architecture, engine::architectureName(c.architecture)); },
        [this](auto &c) {
            c.architecture = m_architecture->currentIndex() == 0 ? engine::Architecture::X86_64
                                                                 : engine::Architecture::Arm64;
        });
    architectureField->setHint(tr("Decides the price; code runs on this machine's processor."));
    auto *profileField = addField("profile", tr("AWS &profile"), m_profile, ErrorField::Memory,
                                  QStringLiteral("Metadata.LambdaWorkbench.Profile"));
    m_fields.back().ownsError = false;
    m_profileField = static_cast<int>(m_fields.size()) - 1;
    row([](const auto &a, const auto &b) { return a.profile == b.profile; },
        [this](const auto &c) { choose(m_profile, c.profile); },
        [this](auto &c) { c.profile = m_profile->currentData().toString(); });
    pair(architectureField, profileField);
    auto *reservedField = addField("reservedConcurrency", tr("Reserved concurrency"), reserved,
                                   ErrorField::ReservedConcurrency,
                                   QStringLiteral("ReservedConcurrentExecutions"), m_reserved);
    row([](const auto &a, const auto &b) { return a.reservedConcurrency == b.reservedConcurrency; },
        [this](const auto &c) {
            const bool reserves = c.reservedConcurrency != FunctionConfig::NotReserved;
            m_reserves->setChecked(reserves);
            setNumber(m_reserved, reserves ? c.reservedConcurrency : 0);
        },
        [this](auto &c) {
            c.reservedConcurrency =
                m_reserves->isChecked() ? m_reserved->value() : FunctionConfig::NotReserved;
        });
    reservedField->setHint(tr("So many requests at once are kept for this function, and more are "
                              "throttled. 0 blocks it."));
    layout->addWidget(reservedField);
    layout->addWidget(addField("description", tr("&Description"), m_description,
                               ErrorField::Description, QStringLiteral("Description")));
    row([](const auto &a, const auto &b) { return a.description == b.description; },
        [this](const auto &c) {
            if (m_description->toPlainText() != c.description)
                m_description->setPlainText(c.description);
        },
        [this](auto &c) { c.description = m_description->toPlainText(); });

    layout->addSpacing(Related);
    heading(tr("Network"));
    m_networkField = addField("network", tr("Net&work"), m_network->network(), ErrorField::Memory,
                              QStringLiteral("Metadata.LambdaWorkbench.Network"));
    m_fields.back().ownsError = false;
    row([](const auto &a, const auto &b) { return a.network == b.network; },
        [this](const auto &c) { m_network->loadNetwork(c.network); },
        [this](auto &c) { c.network = m_network->chosenNetwork(); });
    m_portsField =
        addField("hostPorts", tr("Ports of this &machine"), m_network->ports(),
                 ErrorField::HostPorts, QStringLiteral("Metadata.LambdaWorkbench.HostPorts"));
    row([](const auto &a, const auto &b) { return a.hostPorts == b.hostPorts; },
        [this](const auto &c) { m_network->loadPorts(c.hostPorts); },
        [this](auto &c) { c.hostPorts = m_network->chosenPorts(); });
    pair(m_networkField, m_portsField);
    layout->addWidget(m_network->vpcNote());

    layout->addSpacing(Related);
    heading(tr("Environment"));
    layout->addWidget(addField("environment", tr("&Variables"), m_environment,
                               ErrorField::Environment, QStringLiteral("Environment")),
                      1);
    m_fields.back().ownsError = false; // the grid tells its errors row by row
    m_environment->setFocusProxy(
        m_environment->findChild<QWidget *>(QStringLiteral("environmentTable")));
    row([](const auto &a, const auto &b) { return a.environment == b.environment; },
        [this](const auto &c) { m_environment->setVariables(c.environment); },
        [this](auto &c) { c.environment = m_environment->variables(); });

    layout->addSpacing(Related);
    heading(tr("Layers"));
    layout->addWidget(addField("layers", tr("&Laid over each other, the last one on top"), m_layers,
                               ErrorField::Layers, QStringLiteral("Layers")));
    m_layers->setFocusProxy(m_layers->findChild<QWidget *>(QStringLiteral("layerList")));
    row([](const auto &a, const auto &b) { return a.layers == b.layers; },
        [this](const auto &c) { m_layers->setLayers(c.layers, m_function.globalLayers); },
        [this](auto &c) { c.layers = m_layers->layers(); });

    layout->addWidget(dependencies, 0, Qt::AlignLeft);

    connect(m_profile, &QComboBox::currentIndexChanged, this, &FunctionConfigForm::onEdited);
    connect(m_layers, &LayersEditor::edited, this, &FunctionConfigForm::onEdited);
    connect(m_runtime, &QComboBox::currentIndexChanged, this, &FunctionConfigForm::onEdited);
    connect(m_handler, &QLineEdit::textChanged, this, &FunctionConfigForm::onEdited);
    connect(m_description, &QPlainTextEdit::textChanged, this, &FunctionConfigForm::onEdited);
    connect(m_reserves, &QCheckBox::toggled, this, &FunctionConfigForm::onEdited);
    for (QSpinBox *box : {m_memory->box(), m_timeout, m_storage, m_reserved})
        connect(box, &QSpinBox::valueChanged, this, &FunctionConfigForm::onEdited);
    connect(m_architecture, &QComboBox::currentIndexChanged, this, &FunctionConfigForm::onEdited);
    connect(m_network, &NetworkSection::edited, this, &FunctionConfigForm::onEdited);
    connect(m_environment, &EnvironmentEditor::edited, this, &FunctionConfigForm::onEdited);
    return page;
}

void FunctionConfigForm::setFunction(const engine::WorkspaceFunction &function)
{
    const bool same = m_pages->currentIndex() == 1 && function.logicalId == m_function.logicalId;
    const auto answer = std::find(m_sent.begin(), m_sent.end(), function.config);
    const bool isAnswer = same && answer != m_sent.end();
    const Field *keep = nullptr;
    if (same && !isAnswer) {
        const Field *focused = focusedField();
        if (focused && !focused->equal(config(), m_function.config))
            keep = focused; // the user is ahead of the owner here
    }
    if (isAnswer)
        m_sent.erase(m_sent.begin(), answer + 1);
    else
        m_sent.clear();
    m_function = function;
    m_saved = function.config;
    m_pages->setCurrentIndex(1);

    m_loading = true;
    m_network->setVpc(function.vpc);
    const auto wrongPort =
        function.malformed.find(QStringLiteral("Metadata.LambdaWorkbench.HostPorts"));
    m_network->setMalformed(wrongPort == function.malformed.end() ? QString() : wrongPort->second);
    if (!isAnswer)
        load(function.config, keep);
    std::map<QString, QString> variables;
    for (const auto &[property, text] : function.intrinsics) {
        if (property.startsWith(QStringLiteral("Environment.")))
            variables[property.section(u'.', -1)] = text;
    }
    m_environment->setIntrinsics(variables);
    for (const Field &field : m_fields) {
        const auto nested = field.property + QStringLiteral(".Size");
        auto intrinsic = function.intrinsics.find(field.property);
        if (intrinsic == function.intrinsics.end())
            intrinsic = function.intrinsics.find(nested);
        field.field->setLocked(intrinsic == function.intrinsics.end() ? QString()
                                                                      : intrinsic->second);
        const auto origin = function.origins.find(field.property);
        field.field->setOrigin(origin == function.origins.end()
                                   ? engine::WorkspaceFunction::Origin::Own
                                   : origin->second);
        auto malformed = function.malformed.find(field.property);
        if (malformed == function.malformed.end())
            malformed = function.malformed.find(nested);
        if (field.number && malformed != function.malformed.end() && !isAnswer && &field != keep) {
            field.number->setSpecialValueText(malformed->second);
            field.number->setMinimum(NoNumber);
            field.number->setValue(NoNumber);
        }
    }
    m_loading = false;
    showState();
}

void FunctionConfigForm::setSavedConfig(const FunctionConfig &saved)
{
    m_saved = saved;
    showState();
}

void FunctionConfigForm::clear()
{
    m_function = {};
    m_sent.clear();
    m_pages->setCurrentIndex(0);
}

void FunctionConfigForm::load(const FunctionConfig &config, const Field *except)
{
    for (const Field &field : m_fields) {
        if (&field != except)
            field.load(config);
    }
}

FunctionConfig FunctionConfigForm::config() const
{
    FunctionConfig config = m_function.config;
    if (m_pages->currentIndex() != 1)
        return config;
    for (const Field &field : m_fields) {
        const bool noNumber = field.number && field.number->value() == NoNumber;
        if (!field.field->isLocked() && !noNumber)
            field.store(config);
    }
    return config;
}

std::vector<engine::ConfigError> FunctionConfigForm::errors() const
{
    std::vector<engine::ConfigError> errors = engine::validate(config());
    for (const Field &field : m_fields) {
        if (!field.number || field.number->value() != NoNumber)
            continue;
        std::erase_if(errors, [&](const auto &error) { return error.field == field.error; });
        errors.push_back({field.error, ErrorKind::NotANumber, field.number->specialValueText()});
    }
    if (!m_network->malformed().isEmpty())
        errors.push_back({ErrorField::HostPorts, ErrorKind::NotANumber, m_network->malformed()});
    std::stable_sort(errors.begin(), errors.end(),
                     [](const auto &a, const auto &b) { return a.field < b.field; });
    return errors;
}

void FunctionConfigForm::setPriceText(PriceText priceText)
{
    m_memory->setPriceText(std::move(priceText));
    m_memory->refresh(config().architecture);
}

void FunctionConfigForm::setInternetTrouble(const engine::Explanation &trouble)
{
    m_network->setInternetTrouble(trouble);
    showState();
}

void FunctionConfigForm::setProfiles(const QStringList &profiles)
{
    m_loading = true;
    for (const QString &profile : profiles) {
        if (m_profile->findData(profile) < 0)
            m_profile->addItem(profile, profile);
    }
    m_loading = false;
}

void FunctionConfigForm::showProfileHint()
{
    const QString profile = m_profile->currentData().toString();
    m_fields[static_cast<std::size_t>(m_profileField)].field->setHint(
        profile.isEmpty()
            ? tr("The function has credentials that look real and are worth nothing.")
            : tr("The function has the keys of your profile %1 and may do at AWS what they allow. "
                 "Only in a workspace that you trust.")
                  .arg(profile));
}

void FunctionConfigForm::fillDependencies()
{
    m_dependencies->clear();
    m_dependencies->addAction(tr("Beside the code"), this,
                              [this] { emit dependenciesRequested(QString()); });
    for (const QString &layer : config().layers) {
        if (!layer.startsWith(u"arn:") && !layer.startsWith(u'!'))
            m_dependencies->addAction(tr("Into the layer %1").arg(layer), this,
                                      [this, layer] { emit dependenciesRequested(layer); });
    }
}

void FunctionConfigForm::setLayerChoices(const std::vector<LayerChoice> &choices)
{
    m_layers->setChoices(choices);
}

void FunctionConfigForm::onEdited()
{
    if (m_loading || m_pages->currentIndex() != 1)
        return;
    showState();
    const FunctionConfig now = config();
    constexpr std::size_t MostSent = 200; // an owner who never answers must not cost memory
    if (m_sent.size() >= MostSent)
        m_sent.erase(m_sent.begin());
    m_sent.push_back(now);
    emit edited(now);
}

void FunctionConfigForm::showState()
{
    const FunctionConfig now = config();
    const std::vector<engine::ConfigError> found = errors();
    for (const Field &field : m_fields) {
        engine::Explanation why;
        if (field.ownsError) {
            const auto error = std::find_if(found.begin(), found.end(), [&](const auto &candidate) {
                return candidate.field == field.error;
            });
            if (error != found.end())
                why = engine::explain(*error);
        }
        field.field->setError(why);
        field.field->setChanged(!field.field->isLocked() && !field.equal(now, m_saved));
    }
    m_memory->refresh(now.architecture);
    m_network->showHints(*m_networkField, *m_portsField);
    showProfileHint();
}

void FunctionConfigForm::reset(const Field &field)
{
    m_loading = true;
    field.load(m_saved);
    m_loading = false;
    onEdited();
    field.editor->setFocus();
}

const FunctionConfigForm::Field *FunctionConfigForm::focusedField() const
{
    const QWidget *focus = QApplication::focusWidget();
    for (const Field &field : m_fields) {
        if (focus && field.field->isAncestorOf(focus))
            return &field;
    }
    return nullptr;
}

void FunctionConfigForm::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool wide = width() >= fontMetrics().averageCharWidth() * 46 + 2 * BetweenGroups;
    for (QBoxLayout *pair : m_pairs)
        pair->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

bool FunctionConfigForm::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && watched->isWidgetType()
        && !static_cast<QWidget *>(watched)->hasFocus()
        && !qobject_cast<QAbstractScrollArea *>(watched)) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace widgets
