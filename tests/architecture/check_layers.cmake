# SPDX-License-Identifier: MIT
# Checks which room includes what, over every source file below ROOT:
#   cmake -DROOT=<folder> -P check_layers.cmake
# Prints a line for each forbidden include and fails if there is any.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/layers.cmake)

set(violations "")

function(room_of path result)
    if(path MATCHES "^(core/[^/]+|app/[^/]+|tests/stress|tests/benchmarks/walk|tests/benchmarks|tests/fuzz|tests/support|ui|tests)/")
        set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
    else()
        set(${result} "" PARENT_SCOPE)
    endif()
endfunction()

macro(report file line why)
    list(APPEND violations "${file}: ${line}: ${why}")
endmacro()

macro(check_rooms file line header)
    room_of(${file} room)
    room_of(${header} target)
    if(NOT target STREQUAL room AND NOT target IN_LIST allowed_${room})
        report(${file} "${line}" "${room} must not know ${target}")
    endif()
endmacro()

macro(check_reserved file line header)
    foreach(library IN LISTS reserved)
        if("${header}" MATCHES "${headers_of_${library}}" AND NOT "${file}" MATCHES "${rooms_of_${library}}")
            report(${file} "${line}" "${library} does not belong here")
        endif()
    endforeach()
endmacro()

macro(check_include file line)
    string(REGEX MATCH "#[ \t]*include[ \t]*([<\"])([^>\"]+)[>\"]" read "${line}")
    set(bracket "${CMAKE_MATCH_1}")
    set(included "${CMAKE_MATCH_2}")
    if(NOT read)
        report(${file} "${line}" "an include that cannot be read")
    elseif(included MATCHES "^(core|ui|app|tests)/")
        check_rooms(${file} "${line}" "${included}")
    elseif(bracket STREQUAL "\"" AND NOT included MATCHES "\\.moc$")
        report(${file} "${line}" "our own headers are named from the root")
    else()
        check_reserved(${file} "${line}" "${included}")
    endif()
endmacro()

file(GLOB_RECURSE sources RELATIVE ${ROOT}
    ${ROOT}/core/*.h ${ROOT}/core/*.cpp ${ROOT}/ui/*.h ${ROOT}/ui/*.cpp
    ${ROOT}/app/*.h ${ROOT}/app/*.cpp ${ROOT}/tests/*.h ${ROOT}/tests/*.cpp)
list(FILTER sources EXCLUDE REGEX "^tests/architecture/")
list(SORT sources)
foreach(source IN LISTS sources)
    file(STRINGS ${ROOT}/${source} lines REGEX "^[ \t]*#[ \t]*include")
    foreach(line IN LISTS lines)
        check_include(${source} "${line}")
    endforeach()
endforeach()

list(LENGTH sources checked)
if(checked EQUAL 0)
    message(FATAL_ERROR "no source file found below ${ROOT}")
endif()
if(violations)
    list(JOIN violations "\n" text)
    message(NOTICE "${text}")
    message(FATAL_ERROR "includes that the layers forbid, see CONTRIBUTING.md")
endif()
message(NOTICE "${checked} files keep to the layers")
