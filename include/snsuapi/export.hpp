#pragma once

// SNSUAPI_API marks what the library exports; everything else stays hidden. SNSUAPI_LOCAL keeps back a part of a class
// that is exported. A static build defines SNSUAPI_STATIC
// (the CMake and pkg-config packages do it for their users).
#if defined(SNSUAPI_STATIC)
#define SNSUAPI_API
#elif defined(_WIN32)
#if defined(SNSUAPI_BUILDING)
#define SNSUAPI_API __declspec(dllexport)
#else
#define SNSUAPI_API __declspec(dllimport)
#endif
#else
#define SNSUAPI_API __attribute__((visibility("default")))
#endif

#if defined(_WIN32)
#define SNSUAPI_LOCAL
#else
#define SNSUAPI_LOCAL __attribute__((visibility("hidden")))
#endif

// Exceptions are optional: without them the throwing half of the API (getAcsResponse and its like) is absent and the
// Outcome half stays. Outcome::value() on an error then ends the program.
#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
#define SNSUAPI_EXCEPTIONS 1
#else
#define SNSUAPI_EXCEPTIONS 0
#endif

// With C++20 there are coroutines (coroutine.hpp); the library itself is built as C++17 all the same.
#if defined(__cpp_impl_coroutine) && __has_include(<coroutine>)
#define SNSUAPI_COROUTINES 1
#else
#define SNSUAPI_COROUTINES 0
#endif
