# SPDX-License-Identifier: GPL-3.0-or-later
# The target workbench-syntax, against ${WORKBENCH_SYNTAX_LIBRARY}. Included from the scope in which
# that library's targets exist.
set(CMAKE_AUTOMOC OFF) # moc of Qt 6 has no business with sources that may be Qt 5's
set(CMAKE_AUTORCC OFF)
add_library(workbench-syntax MODULE
    ${CMAKE_CURRENT_LIST_DIR}/syntaxinterface.h
    ${CMAKE_CURRENT_LIST_DIR}/workbenchsyntax.cpp
)
target_link_libraries(workbench-syntax PRIVATE ${WORKBENCH_SYNTAX_LIBRARY} workbench_warnings)
# Inline functions of the standard library would be exported otherwise.
target_link_options(workbench-syntax PRIVATE
    -Wl,--version-script=${CMAKE_CURRENT_LIST_DIR}/exports.map)
set_target_properties(workbench-syntax PROPERTIES
    PREFIX ""
    CXX_STANDARD 17
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/exports.map
    # The same place beside the executables as after installation.
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/libexec/lambda-workbench
)
