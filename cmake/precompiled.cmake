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

# The compiler takes precompiled headers only where every macro is defined that was defined for
# them. So they belong to targets that link nothing but the Qt module itself; all others have more.
function(workbench_precompiled_headers name module)
    if(WORKBENCH_PRECOMPILE)
        file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/${name}.cpp CONTENT "")
        add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/${name}.cpp)
        set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTORCC OFF)
        target_link_libraries(${name} PRIVATE ${module} workbench_warnings)
        target_precompile_headers(${name} PRIVATE ${ARGN})
    endif()
endfunction()

# workbench_precompile(TARGET NAME): the target's files get the headers of NAME.
function(workbench_precompile target name)
    if(WORKBENCH_PRECOMPILE)
        target_precompile_headers(${target} REUSE_FROM ${name})
    endif()
endfunction()
