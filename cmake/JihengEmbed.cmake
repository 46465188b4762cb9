# jiheng_embed(TARGET SYMBOL DIR): packs the files below DIR into one blob that the
# program finds under the symbols <SYMBOL>_begin and <SYMBOL>_end (format: see cmake/pack.cpp).
function(jiheng_embed target symbol dir)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "INTERFACE_LIBRARY")
    return()
  endif()
  set(blob ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.pack)
  set(assembly ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.S)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${dir}/*)
  add_custom_command(OUTPUT ${blob}
    COMMAND jiheng_pack ${dir} ${blob}
    DEPENDS jiheng_pack ${files} VERBATIM)
  file(CONFIGURE OUTPUT ${assembly} CONTENT
".section .rodata
.global ${symbol}_begin
.global ${symbol}_end
.balign 16
${symbol}_begin:
.incbin \"${blob}\"
${symbol}_end:
.byte 0
.section .note.GNU-stack,\"\",%progbits
")
  set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS ${blob} SKIP_UNITY_BUILD_INCLUSION ON)
  target_sources(${target} PRIVATE ${assembly})
endfunction()

# The packer runs while building; it is plain C++ with nothing behind it.
add_executable(jiheng_pack ${CMAKE_SOURCE_DIR}/cmake/pack.cpp)
set_target_properties(jiheng_pack PROPERTIES UNITY_BUILD OFF)
