# What `cmake --install` installs of the command line, and what `cpack` packs: a Debian package, or a tarball.

include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)  # The benchmark is not installed.

configure_file(tools/reluscope.1.in ${CMAKE_BINARY_DIR}/generated/reluscope.1 @ONLY)
# Without a name and a time in it, so that the same page is the same file.
execute_process(COMMAND gzip -9nkf ${CMAKE_BINARY_DIR}/generated/reluscope.1 COMMAND_ERROR_IS_FATAL ANY)

install(TARGETS reluscope RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${CMAKE_BINARY_DIR}/generated/reluscope.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES tools/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/reluscope)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The ReLUscope authors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "train a two-layer ReLU network by gradient descent or flow")
set(CPACK_PACKAGE_DESCRIPTION
  "From the same seed, the runs are those of PyTorch, to the last bit.\nSweeps of thousands of runs make one table.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION math)
if(NOT RELUSCOPE_STATIC)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
include(CPack)
