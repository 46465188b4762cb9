# One target a folder: every *.cpp that is not a test belongs to jiheng_<folder>,
# every *_test.cpp to jiheng_tests_<folder>.

add_library(jiheng_options INTERFACE)
target_compile_options(jiheng_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
target_include_directories(jiheng_options INTERFACE ${CMAKE_SOURCE_DIR}/src)
if(JIHENG_SANITIZE)
  target_compile_options(jiheng_options INTERFACE -fsanitize=${JIHENG_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(jiheng_options INTERFACE -fsanitize=${JIHENG_SANITIZE})
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # Only the fuzzers are built with Clang; GCC's warnings are the ones that count.
  target_compile_options(jiheng_options INTERFACE -Wno-error -Wno-deprecated-declarations -Wno-missing-field-initializers
    -Wno-sign-conversion)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 warns falsely about optional members and string concatenation at -O2.
  target_compile_options(jiheng_options INTERFACE -Wno-maybe-uninitialized -Wno-restrict)
endif()

# A test program: never optimised, because what it tests is in the libraries and half of the time of a build from
# nothing went into optimising tests.
function(jiheng_test_program name)
  add_executable(${name} ${ARGN})
  target_compile_options(${name} PRIVATE -O0)
  target_compile_definitions(${name} PRIVATE JIHENG_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
endfunction()

function(jiheng_library name)
  cmake_parse_arguments(ARG "" "" "USES;PRIVATE" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp */*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  if(NOT sources)
    add_library(jiheng_${name} INTERFACE)
    target_link_libraries(jiheng_${name} INTERFACE jiheng_options ${ARG_USES})
    return()
  endif()
  add_library(jiheng_${name} STATIC ${sources})
  target_link_libraries(jiheng_${name} PUBLIC jiheng_options ${ARG_USES} PRIVATE ${ARG_PRIVATE})
  if(JIHENG_TESTS AND tests)
    jiheng_test_program(jiheng_tests_${name} ${tests})
    target_link_libraries(jiheng_tests_${name} PRIVATE jiheng_${name} ${ARG_PRIVATE} jiheng_test_support GTest::gmock GTest::gtest_main)
    add_test(NAME ${name} COMMAND jiheng_tests_${name} --gtest_brief=1)
    set_tests_properties(${name} PROPERTIES WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
      ENVIRONMENT "JIHENG_BIN=${CMAKE_BINARY_DIR}/jiheng" TIMEOUT 600)
  endif()
endfunction()
