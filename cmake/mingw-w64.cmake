# Cross-builds for Windows (x86-64) with mingw-w64. SNSUAPI_WINDOWS_PREFIX: where the dependencies for it are, one or more.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)  # std::thread: only the variant with POSIX threads has it
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)  # programs that run without the compiler's DLLs beside them
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES SNSUAPI_WINDOWS_PREFIX)
set(CMAKE_FIND_ROOT_PATH /usr/x86_64-w64-mingw32 ${SNSUAPI_WINDOWS_PREFIX})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
list(TRANSFORM SNSUAPI_WINDOWS_PREFIX APPEND /lib/pkgconfig OUTPUT_VARIABLE packages)
list(JOIN packages ":" packages)
set(ENV{PKG_CONFIG_LIBDIR} ${packages})  # nothing of the system that it is built on
