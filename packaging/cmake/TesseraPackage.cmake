# SPDX-License-Identifier: MIT
# What cmake --install and cpack -G DEB make of the build.
foreach(program tessera tessera-cli)
    if(TARGET ${program})
        install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    endif()
endforeach()
# Started by the others only.
install(TARGETS tessera-reader RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/tessera)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tessera)
set(CPACK_PACKAGE_CONTACT "The Tessera developers <tessera-viewer@users.noreply.github.com>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "viewer for class-probability volumes")
set(CPACK_PACKAGE_DESCRIPTION
"Tessera opens arrays that hold one probability per class for every pixel, as
random forests, U-Nets and other segmentation models write them, and colours
each pixel by its most probable class. It reads only what is on screen, in
background threads, and shows what each tile cost in time and memory.
.
HDF5, NPY, NPZ, TIFF and CSV files are read; pictures are written as PNG.
The command line program tessera-cli does the same without a window.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# Debian wants its changelogs and manual pages compressed, and its own files in share/doc.
file(READ ${PROJECT_SOURCE_DIR}/packaging/debian/changelog newest LIMIT 100)
if(NOT newest MATCHES "^tessera \\(${PROJECT_VERSION}-")
    message(SEND_ERROR "packaging/debian/changelog has no entry for ${PROJECT_VERSION}")
endif()
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/packaging/cmake/DebianFiles.cmake)
set(CPACK_TESSERA_SOURCE_DIR ${PROJECT_SOURCE_DIR})
include(CPack)
