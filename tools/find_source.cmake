# find_source(VARIABLE PATH): sets VARIABLE to the folder that contains PATH, a header or a packaged source; searches at
# every configuration. Also a command: cmake -DSOURCE=PATH -P tools/find_source.cmake fails if PATH is not found.
function(find_source variable path)
  find_path(${variable} ${path} PATHS /usr/local/include /usr/include /usr/src/googletest PATH_SUFFIXES eigen3
    NO_CMAKE_SYSTEM_PATH NO_CMAKE_FIND_ROOT_PATH NO_CACHE)
  set(${variable} ${${variable}} PARENT_SCOPE)
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  find_source(found ${SOURCE})
  if(NOT found)
    message(FATAL_ERROR "${SOURCE} was not found")
  endif()
endif()
