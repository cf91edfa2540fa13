# The web client becomes part of the server library: npm builds web/dist, the files are embedded.
if(EXISTS ${PROJECT_SOURCE_DIR}/web/package.json)
  set(has_web_client ON)
else()
  set(has_web_client OFF)
endif()
option(STAFETTE_WEB "Build the web client and embed it" ${has_web_client})

set(assets ${PROJECT_BINARY_DIR}/assets.cpp)
if(STAFETTE_WEB)
  find_program(NPM npm)
  if(NOT NPM)
    message(FATAL_ERROR "npm is missing: install nodejs and npm, or configure with -DSTAFETTE_WEB=OFF")
  endif()
  set(web ${PROJECT_SOURCE_DIR}/web)
  set(stamp ${PROJECT_BINARY_DIR}/web.stamp)
  file(GLOB_RECURSE web_inputs CONFIGURE_DEPENDS ${web}/app/* ${web}/styles/* ${web}/texts/* ${web}/assets/* ${web}/tools/*)
  add_custom_command(OUTPUT ${stamp}
    COMMAND ${CMAKE_COMMAND} -DWEB=${web} -DNPM=${NPM} -DSTAMP=${stamp} -P ${PROJECT_SOURCE_DIR}/cmake/web.cmake
    DEPENDS ${web_inputs} ${web}/package.json ${web}/package-lock.json cmake/web.cmake
    COMMENT "Building the web client" VERBATIM)
  add_custom_command(OUTPUT ${assets}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${web}/dist -DOUTPUT=${assets} -P ${PROJECT_SOURCE_DIR}/cmake/assets.cmake
    DEPENDS ${stamp} cmake/assets.cmake VERBATIM)
else()
  add_custom_command(OUTPUT ${assets}
    COMMAND ${CMAKE_COMMAND} -DINPUT= -DOUTPUT=${assets} -P ${PROJECT_SOURCE_DIR}/cmake/assets.cmake
    DEPENDS cmake/assets.cmake VERBATIM)
endif()
target_sources(server PRIVATE ${assets})
