#pragma once

#include <string>
#include <vector>

namespace snsuapi_bench {

/// Runs a program to its end. Nothing when it can't be started or does not exit with 0.
/// @param arguments the program's path first
/// @param output    what it wrote to standard output
bool run(const std::vector<std::string>& arguments, std::string& output);

/// The path of a program that is built beside this one.
std::string besideThis(const std::string& name);

}  // namespace snsuapi_bench
