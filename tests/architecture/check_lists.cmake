# SPDX-License-Identifier: MIT
# Checks that every file of core and ui is named in a list, so that it is built, and every header
# is checked to compile alone:
#   cmake -DROOT=<folder> -P check_lists.cmake
cmake_minimum_required(VERSION 3.25)

set(violations "")
file(GLOB_RECURSE sources RELATIVE ${ROOT}
    ${ROOT}/core/*.h ${ROOT}/core/*.cpp ${ROOT}/ui/*.h ${ROOT}/ui/*.cpp)
foreach(source IN LISTS sources)
    string(REGEX REPLACE "^([^/]+/[^/]+)/.*$" "\\1" room ${source})
    cmake_path(GET source FILENAME name)
    set(list ${ROOT}/${room}/files.cmake)
    set(text "")
    if(EXISTS ${list})
        file(READ ${list} text)
    endif()
    if(NOT text MATCHES "[ /\n(]${name}[ \n)]")
        list(APPEND violations "${source} is not named in ${room}/files.cmake")
    endif()
    file(STRINGS ${ROOT}/${source} first LIMIT_COUNT 1)
    if(NOT first STREQUAL "// SPDX-License-Identifier: MIT")
        list(APPEND violations "${source} does not begin with the licence line")
    endif()
endforeach()

if(violations)
    list(JOIN violations "\n" text)
    message(NOTICE "${text}")
    message(FATAL_ERROR "files without a place")
endif()
