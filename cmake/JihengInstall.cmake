include(GNUInstallDirs)
install(TARGETS jiheng RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${CMAKE_SOURCE_DIR}/README.md ${CMAKE_SOURCE_DIR}/README.zh-CN.md ${CMAKE_SOURCE_DIR}/CHANGELOG.md
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
# The name under which Debian looks for the licence.
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME jiheng)
set(CPACK_PACKAGE_CONTACT "Jiheng maintainers <maintainers@jiheng.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Budget performance management for county finance bureaus (绩衡)")
set(CPACK_PACKAGE_DESCRIPTION "One program with database, rules, web pages and a demonstration county inside:
start it with \"jiheng init --data DIR --demo yanchi\" and \"jiheng serve --data DIR\".")
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_STRIP_FILES ON)
include(CPack)
