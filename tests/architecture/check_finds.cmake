# SPDX-License-Identifier: MIT
# A check that finds nothing anywhere would pass too: run it over bad_tree, where each file breaks
# one rule, and compare what it says with what was planted.
#   cmake -DCHECK=check_layers -P check_finds.cmake
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_CURRENT_LIST_DIR}/bad_tree/${CHECK}
    -P ${CMAKE_CURRENT_LIST_DIR}/${CHECK}.cmake
    RESULT_VARIABLE status ERROR_VARIABLE found)
if(status EQUAL 0)
    message(FATAL_ERROR "the planted violations went unseen")
endif()
string(REGEX REPLACE "CMake Error at .*" "" found "${found}")
file(READ ${CMAKE_CURRENT_LIST_DIR}/bad_tree/${CHECK}.txt expected)
if(NOT found STREQUAL expected)
    message(FATAL_ERROR "expected:\n${expected}\nfound:\n${found}")
endif()
