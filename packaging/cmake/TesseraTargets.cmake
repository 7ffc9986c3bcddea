# SPDX-License-Identifier: MIT
# What every target of ours is built with. Nothing here is global but the sanitizers, which must be.

if(TESSERA_SANITIZE)
    add_compile_options(-fsanitize=${TESSERA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${TESSERA_SANITIZE})
endif()

function(tessera_defaults target)
    target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
        -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference)
    # GCC 12 reports dangling and null accesses in its own headers once they are inlined, and with
    # full optimisation overlapping copies in "a" + std::string (its bug 105651).
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(${target} PRIVATE -Wno-null-dereference
            $<$<CONFIG:Release>:-Wno-restrict>)
    endif()
    if(TESSERA_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
    # Contraction would make a*b+c differ between machines; the kernel promises the same bits everywhere.
    target_compile_options(${target} PRIVATE -ffp-contract=off)
    # CMake's HDF5 module names libraries that only parts of HDF5 need; each costs time at start-up.
    if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
        target_link_options(${target} PRIVATE LINKER:--as-needed)
    endif()
    set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
endfunction()

function(tessera_qt_defaults target)
    tessera_defaults(${target})
    target_compile_definitions(${target} PRIVATE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII
        QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_STRICT_ITERATORS
        QT_DISABLE_DEPRECATED_BEFORE=0x060400)
endfunction()
