# SPDX-License-Identifier: GPL-3.0-or-later
# Language level, warnings, sanitizers, and the faster linker and compiler cache where they are there.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Kind of build" FORCE)
endif()
# Names and lines, which a backtrace needs, and no more: a sixth of the time to build.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")

add_library(workbench_warnings INTERFACE)
target_compile_options(workbench_warnings INTERFACE
    -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Wno-missing-field-initializers
    $<$<BOOL:${WORKBENCH_WERROR}>:-Werror>)
target_compile_definitions(workbench_warnings INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_FOREACH)

if(WORKBENCH_SANITIZE)
    add_compile_options(-fsanitize=${WORKBENCH_SANITIZE} -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${WORKBENCH_SANITIZE})
endif()
if(WORKBENCH_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "WORKBENCH_FUZZ needs clang: -DCMAKE_C_COMPILER=clang -DCMAKE_CXX_COMPILER=clang++")
    endif()
    add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()

find_program(WORKBENCH_CCACHE ccache)
if(WORKBENCH_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # The settings that let it keep what is compiled with precompiled headers (its manual).
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${WORKBENCH_CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${WORKBENCH_CCACHE})
    add_compile_options($<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fpch-preprocess>)
endif()
find_program(WORKBENCH_MOLD mold)
if(WORKBENCH_MOLD)
    add_link_options(-fuse-ld=mold)
endif()
