include(CMakePackageConfigHelpers)

set(snsuapi_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/snsuapi)

install(TARGETS snsuapi snsuapi_batch snsuapi_credentials snsuapi_testing
  EXPORT snsuapiTargets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
set(snsuapi_left_out)
if(NOT SNSUAPI_C_API)
  set(snsuapi_left_out PATTERN c EXCLUDE)
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/snsuapi DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} ${snsuapi_left_out})
install(EXPORT snsuapiTargets NAMESPACE snsuapi:: DESTINATION ${snsuapi_package_dir})

# The sandbox for others' tests: a component of its own, since it needs what the library does not.
if(SNSUAPI_BUILD_TOOLS)
  install(TARGETS snsuapi_sandbox snsuapi_tools_time
    EXPORT snsuapiSandboxTargets
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/tools/sandbox/include/snsuapi DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(EXPORT snsuapiSandboxTargets NAMESPACE snsuapi:: DESTINATION ${snsuapi_package_dir})
endif()

# A static library hands its own dependencies on to whoever links it.
get_target_property(snsuapi_type snsuapi TYPE)
if(snsuapi_type STREQUAL "STATIC_LIBRARY")
  set(SNSUAPI_IS_STATIC ON)
  set(SNSUAPI_PC_CFLAGS "-DSNSUAPI_STATIC")
  set(SNSUAPI_PC_REQUIRES "Requires")
  set(SNSUAPI_PC_LIBS "-lstdc++ -lpthread")
  if(WIN32)
    string(APPEND SNSUAPI_PC_LIBS " -lws2_32")
  endif()
else()
  set(SNSUAPI_IS_STATIC OFF)
  set(SNSUAPI_PC_CFLAGS "")
  set(SNSUAPI_PC_REQUIRES "Requires.private")
  set(SNSUAPI_PC_LIBS "")
endif()
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/snsuapiConfig.cmake.in
  ${PROJECT_BINARY_DIR}/snsuapiConfig.cmake INSTALL_DESTINATION ${snsuapi_package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/snsuapiConfigVersion.cmake
  VERSION ${PROJECT_VERSION} COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/snsuapiConfig.cmake ${PROJECT_BINARY_DIR}/snsuapiConfigVersion.cmake
  DESTINATION ${snsuapi_package_dir})

# Found from where the file is, so that the tree may be installed or moved elsewhere than configured.
file(RELATIVE_PATH SNSUAPI_PC_TO_PREFIX /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
foreach(package snsuapi snsuapi-credentials)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/${package}.pc.in ${PROJECT_BINARY_DIR}/${package}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${package}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
