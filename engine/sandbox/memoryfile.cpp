// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/memoryfile.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <cerrno>
#include <cstring>

namespace engine {

Result<UniqueFd> makeMemoryFile(const QByteArray &content)
{
    const auto failed = [] {
        return Error{Error::Code::Internal, QString::fromLocal8Bit(std::strerror(errno))};
    };
    UniqueFd file(::memfd_create("workbench", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file)
        return failed();
    for (qsizetype done = 0; done < content.size();) {
        const auto written = ::write(file.get(), content.constData() + done,
                                     static_cast<std::size_t>(content.size() - done));
        if (written < 0 && errno != EINTR)
            return failed();
        done += std::max<qsizetype>(written, 0);
    }
    ::lseek(file.get(), 0, SEEK_SET);
    ::fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
    return file;
}

} // namespace engine
