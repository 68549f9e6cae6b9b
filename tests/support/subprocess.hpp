#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace snsuapi_test {

/// What a program left behind.
struct Finished {
  int exitCode = -1;  ///< as a shell tells it: 128 + N when signal N ended the program
  std::string out;
  std::string err;
};

/// A program that runs beside the test, in an environment of only what is given and PATH. Killed when the object goes.
class Subprocess {
 public:
  enum class Input { Pipe, Terminal };

  Subprocess(const std::string& program, const std::vector<std::string>& arguments,
             std::map<std::string, std::string> environment = {}, Input input = Input::Pipe);
  Subprocess(const Subprocess&) = delete;
  Subprocess& operator=(const Subprocess&) = delete;
  ~Subprocess();

  pid_t pid() const { return child_; }
  void write(const std::string& text) const;
  void closeInput();
  /// The next line of standard output, without its end; throws std::runtime_error when there is none.
  std::string readLine();
  /// Reads on until this text stands in standard error; throws std::runtime_error when it never comes.
  void waitForErrorText(const std::string& text);
  void sendSignal(int signal) const;
  /// Reads the rest of both outputs and waits for the end.
  Finished wait();

 private:
  // Reads what is there, waiting for something; false when both outputs are at their end.
  bool readMore();

  pid_t child_ = -1;
  int input_ = -1;
  int out_ = -1;
  int err_ = -1;
  std::string outText_;
  std::string errText_;
};

/// Runs a program to its end.
Finished run(const std::string& program, const std::vector<std::string>& arguments,
             std::map<std::string, std::string> environment = {}, const std::string& input = {});

}  // namespace snsuapi_test
