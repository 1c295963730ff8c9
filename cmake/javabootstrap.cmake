# SPDX-License-Identifier: GPL-3.0-or-later
# Compiles resources/bootstraps/java into two jars and embeds them as Qt resources in TARGET.
#
# Without a JDK the program is built all the same, without the Java runtime, and says so when a Java
# function is run: nobody should have to install a JDK to work with another language.
find_package(Java 11 COMPONENTS Development)
set_package_properties(Java PROPERTIES TYPE RECOMMENDED
    PURPOSE "runs Java functions: without a JDK this build has no Java runtime")

function(workbench_java_bootstrap target)
    if(NOT Java_Development_FOUND)
        message(STATUS "No JDK (openjdk-17-jdk-headless): this build can't run Java functions")
        file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/bootstraps_java.qrc
            "<RCC><qresource prefix=\"/lambda-workbench/bootstraps\"/></RCC>\n")
    else()
        set(source ${PROJECT_SOURCE_DIR}/resources/bootstraps/java)
        set(work ${CMAKE_CURRENT_BINARY_DIR}/java)
        include(${source}/sources.cmake)
        foreach(part api runtime training)
            list(TRANSFORM java_${part} PREPEND ${source}/ OUTPUT_VARIABLE ${part}_files)
        endforeach()
        # String concatenation by invokedynamic costs a cold start 10 ms; the training handler has it
        # for the functions that use it. The jars hold the same bytes wherever they are made.
        set(javac ${Java_JAVAC_EXECUTABLE} --release 11 -encoding UTF-8 -Xlint:all,-serial,-options
            -g:source,lines)
        if(WORKBENCH_WERROR)
            list(APPEND javac -Werror)
        endif()
        set(pack ${Java_JAVA_EXECUTABLE} ${source}/packing/Pack.java)
        add_custom_command(
            OUTPUT ${work}/lambda-runtime.jar ${work}/lambda-api.jar
            COMMAND ${CMAKE_COMMAND} -E rm -rf ${work}
            COMMAND ${CMAKE_COMMAND} -E make_directory ${work}/more/training
            COMMAND ${javac} -XDstringConcat=inline -d ${work}/api ${api_files}
            COMMAND ${javac} -XDstringConcat=inline -cp ${work}/api -d ${work}/runtime ${runtime_files}
            COMMAND ${javac} -cp ${work}/api -d ${work}/more/training ${training_files}
            COMMAND ${pack} ${work}/lambda-api.jar ${work}/api
            COMMAND ${pack} ${work}/lambda-runtime.jar ${work}/api ${work}/runtime ${work}/more
            DEPENDS ${api_files} ${runtime_files} ${training_files} ${source}/sources.cmake
                ${source}/packing/Pack.java
            COMMENT "Compiling the Java runtime"
            VERBATIM)
        file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/bootstraps_java.qrc
            "<RCC><qresource prefix=\"/lambda-workbench/bootstraps\">\n"
            "<file alias=\"java/lambda-runtime.jar\">${work}/lambda-runtime.jar</file>\n"
            "<file alias=\"java/lambda-api.jar\">${work}/lambda-api.jar</file>\n"
            "</qresource></RCC>\n")
    endif()
    qt_add_resources(resource ${CMAKE_CURRENT_BINARY_DIR}/bootstraps_java.qrc)
    target_sources(${target} PRIVATE ${resource})
endfunction()
