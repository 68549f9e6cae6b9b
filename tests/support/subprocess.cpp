#include "support/subprocess.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace snsuapi_test {

namespace {

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("subprocess: ") + what);
}

struct Pipe {
  Pipe() { require(pipe2(ends.data(), O_CLOEXEC) == 0, "no pipe"); }
  std::array<int, 2> ends{};
  int read() const { return ends[0]; }
  int write() const { return ends[1]; }
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

// Both ends of a terminal: ours, then the program's.
std::pair<int, int> openTerminal() {
  const int ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  std::array<char, 128> name{};
  require(ours >= 0 && grantpt(ours) == 0 && unlockpt(ours) == 0 && ptsname_r(ours, name.data(), name.size()) == 0,
          "no terminal");
  const int theirs = open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  require(theirs >= 0, "no terminal");
  return {ours, theirs};
}

}  // namespace

Subprocess::Subprocess(const std::string& program, const std::vector<std::string>& arguments,
                       std::map<std::string, std::string> environment, Input input) {
  const char* path = std::getenv("PATH");
  environment.emplace("PATH", path == nullptr ? "/usr/bin:/bin" : path);
  // A sanitizer's settings go along, so that what it finds there is found here.
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) environment.emplace(name, value);
  }
  std::vector<std::string> settings;
  for (const auto& [name, value] : environment) settings.push_back(name + "=" + value);
  std::vector<std::string> words = {program};
  words.insert(words.end(), arguments.begin(), arguments.end());

  int theirInput = -1;
  if (input == Input::Terminal) {
    std::tie(input_, theirInput) = openTerminal();
  } else {
    const Pipe pipe;
    input_ = pipe.write();
    theirInput = pipe.read();
  }
  const Pipe out;
  const Pipe err;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, theirInput, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.write(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.write(), STDERR_FILENO);
  const int result =
      posix_spawn(&child_, program.c_str(), &actions, nullptr, pointers(words).data(), pointers(settings).data());
  posix_spawn_file_actions_destroy(&actions);
  for (const int end : {theirInput, out.write(), err.write()}) close(end);
  out_ = out.read();
  err_ = err.read();
  require(result == 0, ("can't start " + program).c_str());
}

Subprocess::~Subprocess() {
  if (child_ > 0) {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
  for (const int end : {input_, out_, err_}) {
    if (end >= 0) close(end);
  }
}

void Subprocess::write(const std::string& text) const {
  require(::write(input_, text.data(), text.size()) == static_cast<ssize_t>(text.size()), "can't write");
}

void Subprocess::closeInput() {
  if (input_ >= 0) close(input_);
  input_ = -1;
}

bool Subprocess::readMore() {
  std::array<pollfd, 2> ends = {{{out_, POLLIN, 0}, {err_, POLLIN, 0}}};
  require(poll(ends.data(), ends.size(), -1) > 0, "can't wait");
  const auto take = [](const pollfd& ready, int& end, std::string& text) {
    if (ready.revents == 0) return;
    std::array<char, 65536> buffer;
    const ssize_t got = read(end, buffer.data(), buffer.size());
    if (got > 0) {
      text.append(buffer.data(), static_cast<std::size_t>(got));
      return;
    }
    close(end);
    end = -1;
  };
  take(ends[0], out_, outText_);
  take(ends[1], err_, errText_);
  return out_ >= 0 || err_ >= 0;
}

std::string Subprocess::readLine() {
  while (outText_.find('\n') == std::string::npos) require(readMore(), ("no further line; " + errText_).c_str());
  const std::string line = outText_.substr(0, outText_.find('\n'));
  outText_.erase(0, line.size() + 1);
  return line;
}

void Subprocess::waitForErrorText(const std::string& text) {
  while (errText_.find(text) == std::string::npos) require(readMore(), ("never said: " + text).c_str());
}

void Subprocess::sendSignal(int signal) const { kill(child_, signal); }

Finished Subprocess::wait() {
  while (readMore()) {
  }
  int status = 0;
  require(waitpid(child_, &status, 0) == child_, "can't wait");
  child_ = -1;
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), outText_, errText_};
}

Finished run(const std::string& program, const std::vector<std::string>& arguments,
             std::map<std::string, std::string> environment, const std::string& input) {
  Subprocess process(program, arguments, std::move(environment));
  if (!input.empty()) process.write(input);
  process.closeInput();
  return process.wait();
}

}  // namespace snsuapi_test
