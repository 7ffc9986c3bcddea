# SPDX-License-Identifier: MIT
# Run by cpack on its staging folder: what only a Debian package has. Its policy wants changelogs
# and manual pages compressed as gzip -9n does, and the licence where it looks for it.
cmake_minimum_required(VERSION 3.25)
set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}${CPACK_PACKAGING_INSTALL_PREFIX}/share)
set(doc ${share}/doc/${CPACK_PACKAGE_NAME})
set(source ${CPACK_TESSERA_SOURCE_DIR})

file(COPY ${source}/packaging/debian/copyright DESTINATION ${doc})
configure_file(${source}/packaging/debian/changelog ${doc}/changelog.Debian COPYONLY)
configure_file(${source}/CHANGELOG.md ${doc}/changelog COPYONLY)
file(GLOB to_compress ${doc}/changelog.Debian ${doc}/changelog ${share}/man/man1/*.1)
execute_process(COMMAND gzip -9nf ${to_compress} COMMAND_ERROR_IS_FATAL ANY)

file(GLOB_RECURSE compressed ${doc}/* ${share}/man/*.gz)
file(CHMOD ${compressed} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
