# SPDX-License-Identifier: GPL-3.0-or-later
# Headers that nearly every file includes, compiled once for all of them: a third of the build time.
# Only what is really used is listed; whole Qt modules gain nothing over that.
option(WORKBENCH_PRECOMPILE "Compile the most used headers once" ON)

set(WORKBENCH_CORE_HEADERS
    <QByteArray> <QCoreApplication> <QDir> <QFile> <QFileInfo> <QFuture> <QObject> <QPromise>
    <QRegularExpression> <QString> <QStringList>
    <algorithm> <chrono> <functional> <map> <memory> <optional> <utility> <variant> <vector>)
set(WORKBENCH_WIDGET_HEADERS
    <QAction> <QApplication> <QBoxLayout> <QLabel> <QMenu> <QPainter> <QPushButton> <QTableView>
    <QToolButton> <QWidget>)

# workbench_precompile(TARGET HEADERS...), or workbench_precompile(TARGET REUSE_FROM OTHER) for a
# target with the same options.
function(workbench_precompile target)
    if(NOT WORKBENCH_PRECOMPILE)
        return()
    endif()
    if(ARGV1 STREQUAL "REUSE_FROM")
        target_precompile_headers(${target} REUSE_FROM ${ARGV2})
    else()
        target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
endfunction()
