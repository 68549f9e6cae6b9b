# snsuapi_harden(<target> [ASSERTIONS]): what makes a memory error harder to turn into an attack, as far as the compiler and
# the linker have it. Private to the target: whoever embeds the SDK, or links the installed one, keeps their own flags. The
# sanitizers find more, and do not go together with some of it. With ASSERTIONS, for programs, an index past a container's
# end ends the process: that of the library's host is not the library's to end.
include(CheckCXXCompilerFlag)
include(CheckCXXSourceCompiles)

set(snsuapi_hardening_compile)
set(snsuapi_hardening_link)
# mingw's stack protector is a library, which whoever links the static one would need, too.
if(SNSUAPI_HARDENING AND NOT MSVC AND NOT MINGW AND NOT SNSUAPI_SANITIZE)
  # Some cost code, which a build for size goes without: docs/footprint.md tells how much.
  set(CMAKE_REQUIRED_FLAGS -Werror)  # clang takes a flag that is for other machines, and warns of it
  set(unless_small -fstack-protector-strong -fcf-protection=full -mbranch-protection=standard)
  foreach(flag -fstack-clash-protection ${unless_small})
    string(MAKE_C_IDENTIFIER "SNSUAPI_HAS${flag}" has)
    check_cxx_compiler_flag(${flag} ${has})
    if(${has} AND flag IN_LIST unless_small)
      list(APPEND snsuapi_hardening_compile $<$<NOT:$<CONFIG:MinSizeRel>>:${flag}>)
    elseif(${has})
      list(APPEND snsuapi_hardening_compile ${flag})
    endif()
  endforeach()
  unset(CMAKE_REQUIRED_FLAGS)

  # Without optimisation glibc warns of it. Level 3 wants glibc 2.34 and a compiler that tells an object's size as it runs.
  set(CMAKE_REQUIRED_FLAGS "-O2 -Werror -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3")
  check_cxx_source_compiles("
    #include <cstring>
    #if defined(__USE_FORTIFY_LEVEL) && __USE_FORTIFY_LEVEL < 3
    #error less
    #endif
    int main() {}" SNSUAPI_HAS_FORTIFY_3)
  unset(CMAKE_REQUIRED_FLAGS)
  set(level 2)
  if(SNSUAPI_HAS_FORTIFY_3)
    set(level 3)
  endif()
  set(optimised $<OR:$<CONFIG:Release>,$<CONFIG:RelWithDebInfo>,$<CONFIG:MinSizeRel>>)
  list(APPEND snsuapi_hardening_compile
    $<${optimised}:-U_FORTIFY_SOURCE> $<${optimised}:-D_FORTIFY_SOURCE=${level}>)

  foreach(flag relro now noexecstack)
    set(CMAKE_REQUIRED_LINK_OPTIONS "LINKER:-z,${flag}")
    check_cxx_source_compiles("int main() {}" SNSUAPI_HAS_LINKER_${flag})
    unset(CMAKE_REQUIRED_LINK_OPTIONS)
    if(SNSUAPI_HAS_LINKER_${flag})
      list(APPEND snsuapi_hardening_link "LINKER:-z,${flag}")
    endif()
  endforeach()

  # Programs, too, are put anywhere in memory.
  include(CheckPIESupported)
  check_pie_supported(LANGUAGES CXX)
endif()

function(snsuapi_harden target)
  if(NOT snsuapi_hardening_compile)
    return()
  endif()
  target_compile_options(${target} PRIVATE ${snsuapi_hardening_compile})
  if("ASSERTIONS" IN_LIST ARGN)
    target_compile_definitions(${target} PRIVATE _GLIBCXX_ASSERTIONS)
  endif()
  target_link_options(${target} PRIVATE ${snsuapi_hardening_link})
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
endfunction()
