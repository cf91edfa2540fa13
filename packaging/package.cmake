# The Debian package: `cpack -G DEB` in build/release. Needs `tools/packages package`; the libraries it depends on are
# read from the program by dpkg-shlibdeps.
set(packaging ${PROJECT_SOURCE_DIR}/packaging)
install(TARGETS stafette RUNTIME DESTINATION bin)
install(FILES ${packaging}/stafette.service DESTINATION lib/systemd/system)
install(FILES ${packaging}/stafette.toml DESTINATION /etc/stafette)
install(FILES ${PROJECT_SOURCE_DIR}/docs/operating.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION share/doc/stafette)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION share/doc/stafette RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME stafette)
set(CPACK_PACKAGE_VENDOR Stafette)
set(CPACK_PACKAGE_CONTACT "Stafette maintainers <maintainers@stafette.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "wiki, search and co-signing of a public agency")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_DEPENDS passwd)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${packaging}/postinst ${packaging}/prerm ${packaging}/postrm
                                       ${packaging}/conffiles)
include(CPack)
