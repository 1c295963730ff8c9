// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/sandboxhost.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "engine/model/configmessages.h"
#include "engine/sandbox/hostuser.h"
#include "engine/sandbox/init/protocol.h"
#include "engine/sandbox/memoryfile.h"
#include "engine/sandbox/outputpipe.h"
#include "engine/sandbox/packet.h"
#include "engine/sandbox/runningsandbox.h"
#include "engine/sandbox/sandboxprobe.h"
#include "engine/sandbox/sandboxyard.h"

namespace engine {
namespace {

static_assert(MostHostPorts == WbMaxHostPorts);

Result<void> check(const SandboxSpec &spec)
{
    const auto hasZero = [](const QString &text) { return text.contains(QChar(u'\0')); };
    if (spec.command.isEmpty())
        return Error{Error::Code::InvalidConfiguration, QStringLiteral("no command to run")};
    if (spec.extensions.size() > WbMaxExtensions)
        return Error{Error::Code::InvalidConfiguration, QStringLiteral("too many extensions")};
    if (std::any_of(spec.command.begin(), spec.command.end(), hasZero)
        || std::any_of(spec.extensions.begin(), spec.extensions.end(), hasZero))
        return Error{Error::Code::InvalidConfiguration,
                     QStringLiteral("the command contains a zero character")};
    for (const auto *list : {&spec.environment, &spec.extensionEnvironment}) {
        for (const EnvironmentVariable &variable : *list) {
            if (hasZero(variable.key) || hasZero(variable.value) || variable.key.contains(u'='))
                return Error{Error::Code::InvalidConfiguration,
                             QStringLiteral("environment variable %1").arg(variable.key)};
        }
    }
    if (const std::vector<ConfigError> errors = validateHostPorts(spec.hostPorts); !errors.empty())
        return Error{Error::Code::InvalidConfiguration, explain(errors.front()).sentence};
    for (const SandboxSpec::Mount &mount : spec.mounts) {
        if (!QFileInfo::exists(mount.source))
            return Error{Error::Code::CodeMissing, mount.target, mount.source};
    }
    return {};
}

// What init reads at WbFdConfig.
QByteArray configFor(const SandboxSpec &spec, bool watches)
{
    WbConfig config{};
    config.magic = WB_CONFIG_MAGIC;
    config.argc = static_cast<std::uint32_t>(spec.command.size());
    config.envc = static_cast<std::uint32_t>(spec.environment.size());
    config.startAtOnce =
        RunningSandbox::awaited(spec) == 0 && spec.start == SandboxSpec::Start::AtOnce;
    config.watchMs = watches ? 50 : 0;
    config.killsRest = spec.rest == SandboxSpec::Rest::Killed;
    config.extensionc = static_cast<std::uint32_t>(spec.extensions.size());
    config.extensionEnvc = static_cast<std::uint32_t>(spec.extensionEnvironment.size());
    config.wantsTraces = spec.traces == SandboxSpec::Traces::Taken;
    config.hostPortc = static_cast<std::uint32_t>(spec.hostPorts.size());
    for (std::size_t i = 0; i < spec.hostPorts.size(); ++i)
        config.hostPorts[i] = static_cast<std::uint16_t>(spec.hostPorts[i]);
    config.memoryBytes = static_cast<std::uint64_t>(spec.memory.bytes());
    QByteArray bytes(reinterpret_cast<const char *>(&config), sizeof config);
    const auto addTexts = [&bytes](const QStringList &texts) {
        for (const QString &text : texts)
            bytes += QFile::encodeName(text) + '\0';
    };
    const auto addVariables = [&bytes](const std::vector<EnvironmentVariable> &variables) {
        for (const EnvironmentVariable &variable : variables)
            bytes += variable.key.toUtf8() + '=' + variable.value.toUtf8() + '\0';
    };
    addTexts(spec.command);
    addVariables(spec.environment);
    addTexts(spec.extensions);
    addVariables(spec.extensionEnvironment);
    return bytes;
}

// Everything that bwrap and init find open, in the order of protocol.h.
class Handover
{
public:
    bool addFile(const QByteArray &content)
    {
        auto file = makeMemoryFile(content);
        if (!file) {
            m_error = file.error();
            return false;
        }
        add(std::move(*file));
        return true;
    }
    void add(UniqueFd descriptor)
    {
        m_list.push_back(descriptor.get());
        m_owned.push_back(std::move(descriptor));
    }
    void addBorrowed(int descriptor) { m_list.push_back(descriptor); }
    [[nodiscard]] const std::vector<int> &list() const { return m_list; }
    [[nodiscard]] const Error &error() const { return m_error; }

private:
    std::vector<UniqueFd> m_owned;
    std::vector<int> m_list;
    Error m_error;
};

// Code opens /dev/stdout and /dev/stderr by name, which takes a right to the pipe itself.
void giveTo(const UniqueFd &pipe, const HostUser &user)
{
    if (user.uid >= 0) [[maybe_unused]]
        const int result =
            ::fchown(pipe.get(), static_cast<uid_t>(user.uid), static_cast<gid_t>(user.gid));
}

} // namespace

QString findInit()
{
    const QDir here(QCoreApplication::applicationDirPath());
    for (const char *place :
         {"workbench-init", "libexec/workbench-init", "../libexec/workbench-init",
          "../../libexec/workbench-init", "../libexec/lambda-workbench/workbench-init",
          "../lib/lambda-workbench/workbench-init"}) {
        const QFileInfo file(here.filePath(QLatin1StringView(place)));
        if (file.isFile() && file.isExecutable())
            return file.canonicalFilePath();
    }
    return {};
}

BubblewrapFactory::BubblewrapFactory(Reactor &reactor, const SandboxOptions &options)
    : m_options(options)
{
    if (m_options.initPath.isEmpty())
        m_options.initPath = findInit();
    if (m_options.bwrapPath.isEmpty())
        m_options.bwrapPath = findBubblewrap();
    m_yard = std::make_shared<SandboxYard>(reactor, m_options.initPath, m_options.bwrapPath,
                                           m_options.parked);
    m_yard->setIsOwnPort(m_options.isOwnPort);
}

BubblewrapFactory::~BubblewrapFactory() = default;

Result<std::unique_ptr<Sandbox>> BubblewrapFactory::start(const SandboxSpec &spec,
                                                          SandboxListener &listener)
{
    if (const Result<void> checked = check(spec); !checked)
        return checked.error();
    if (m_options.bwrapPath.isEmpty())
        return Error{Error::Code::SandboxUnavailable,
                     QStringLiteral("bubblewrap (bwrap) is not installed")};
    const auto init = m_yard->initBinary();
    if (!init)
        return init.error();
    auto process = m_yard->take(hostUserFor(spec));
    if (!process)
        return process.error();
    const auto refuse = [&](const Error &error) {
        m_yard->bury(std::move(*process));
        return error;
    };
    const auto seccomp = m_yard->seccompProgram();
    if (!seccomp)
        return refuse(seccomp.error());

    RunningSandbox::Pipes pipes;
    UniqueFd output;
    UniqueFd logFrames;
    UniqueFd errors;
    const bool framed = spec.logDescriptor == SandboxSpec::LogDescriptor::Number62;
    auto made = OutputPipe::make(&pipes.output, &output);
    if (made)
        made = OutputPipe::make(&pipes.errors, &errors);
    if (made && framed)
        made = OutputPipe::make(&pipes.logFrames, &logFrames);
    if (!made)
        return refuse(made.error());
    giveTo(output, process->user);
    giveTo(logFrames, process->user);

    const bool limitsMemory =
        process->group
        && process->group->setMemoryLimit(spec.memory.bytes() + spec.ephemeralStorage.bytes());
    const BubblewrapPlan plan = planBubblewrap(spec, m_yard->layout());
    QByteArray arguments;
    for (const QByteArray &argument : plan.arguments)
        arguments += argument + '\0';

    Handover handover;
    handover.add(std::move(errors));
    bool filled = handover.addFile(arguments) && handover.addFile(*seccomp)
                  && handover.addFile(configFor(spec, !limitsMemory));
    handover.add(std::move(output));
    handover.addBorrowed(*init);
    if (framed)
        handover.add(std::move(logFrames));
    for (const QByteArray &file : plan.files)
        filled = filled && handover.addFile(file);
    if (!filled)
        return refuse(handover.error());

    WbMessage order{};
    order.type = WbExecute;
    order.value = framed ? 1 : 0;
    order.a = static_cast<std::uint64_t>(plan.files.size());
    if (!sendPacket(process->control.get(), order, handover.list()))
        return refuse({Error::Code::SandboxFailed, QString::fromLocal8Bit(std::strerror(errno))});
    auto sandbox = std::make_unique<RunningSandbox>(m_yard, spec, listener, std::move(*process),
                                                    std::move(pipes));
    sandbox->setCpuPhase(true);
    return std::unique_ptr<Sandbox>(std::move(sandbox));
}

} // namespace engine
