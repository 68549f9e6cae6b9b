# SNSUAPI_HAS_COROUTINES: whether the compiler has C++20's coroutines, which an example and its tests need.
include(CheckCXXSourceCompiles)
if("cxx_std_20" IN_LIST CMAKE_CXX_COMPILE_FEATURES)
  set(CMAKE_REQUIRED_FLAGS "${CMAKE_CXX20_STANDARD_COMPILE_OPTION}")
  check_cxx_source_compiles("
    #include <coroutine>
    #if !defined(__cpp_impl_coroutine)
    #error none
    #endif
    int main() {}" SNSUAPI_HAS_COROUTINES)
  unset(CMAKE_REQUIRED_FLAGS)
endif()
if(NOT SNSUAPI_HAS_COROUTINES)
  message(STATUS "snsuapi: this compiler has no C++20 coroutines: what shows and tests them is left out")
endif()
