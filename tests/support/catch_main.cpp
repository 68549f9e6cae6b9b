// The one translation unit that carries Catch2's own main(). Catch2 3 brings it as the library Catch2::Catch2WithMain.
#if !__has_include(<catch2/catch_all.hpp>)
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif
