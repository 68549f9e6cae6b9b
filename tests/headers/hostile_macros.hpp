// What <windows.h>, X11 and others leave defined in a program that includes our headers after theirs. The standard
// library's headers come first: they are not on trial.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>
#if defined(__cpp_impl_coroutine) && __has_include(<coroutine>)
#include <coroutine>
#endif

#define min(a, b) @the macro min was expanded @
#define max(a, b) @the macro max was expanded @
#define small @the macro small was expanded @
#define near @the macro near was expanded @
#define far @the macro far was expanded @
#define interface @the macro interface was expanded @
#define ERROR @the macro ERROR was expanded @
#define DELETE @the macro DELETE was expanded @
#define NO_ERROR @the macro NO_ERROR was expanded @
#define IN @the macro IN was expanded @
#define OUT @the macro OUT was expanded @
#define CALLBACK @the macro CALLBACK was expanded @
#define SendMessage @the macro SendMessage was expanded @
#define GetMessage @the macro GetMessage was expanded @
#define GetObject @the macro GetObject was expanded @
#define CreateFile @the macro CreateFile was expanded @
#define Yield @the macro Yield was expanded @
#define None @the macro None was expanded @
#define Status @the macro Status was expanded @
#define Success @the macro Success was expanded @
#define Bool @the macro Bool was expanded @
#define True @the macro True was expanded @
#define False @the macro False was expanded @
#define Always @the macro Always was expanded @
#define Unsorted @the macro Unsorted was expanded @
#define Complex @the macro Complex was expanded @
#define check(x) @the macro check was expanded @
#define verify(x) @the macro verify was expanded @
#define require(x) @the macro require was expanded @
#define major @the macro major was expanded @
#define minor @the macro minor was expanded @
#define signals @the macro signals was expanded @
#define slots @the macro slots was expanded @
#define emit @the macro emit was expanded @
#define foreach @the macro foreach was expanded @
#define DEBUG @the macro DEBUG was expanded @
#define TRACE @the macro TRACE was expanded @
#define OK @the macro OK was expanded @
#define POST @the macro POST was expanded @
#define GET @the macro GET was expanded @
#define UP @the macro UP was expanded @
#define DOWN @the macro DOWN was expanded @
