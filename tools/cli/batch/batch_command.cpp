#include "batch_command.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <iostream>
#include <thread>
#include <vector>

#include "batch_run.hpp"

namespace snsuapi {
namespace cli {

namespace {

constexpr int kMostConcurrency = 20000;
constexpr std::uint64_t kMostShards = 1'000'000;
constexpr double kSlowestRate = 0.1;
constexpr double kFastestRate = 1e6;

ExitCode refuse(const std::string& problem) {
  std::cerr << "snsuapi: " << problem << '\n';
  return kUsage;
}

// `I/N`
std::optional<Shard> readShard(const std::string& text) {
  Shard shard;
  const char* end = text.data() + text.size();
  const auto index = std::from_chars(text.data(), end, shard.index);
  if (index.ec != std::errc() || index.ptr == end || *index.ptr != '/') return std::nullopt;
  const auto count = std::from_chars(index.ptr + 1, end, shard.count);
  if (count.ec != std::errc() || count.ptr != end || shard.count > kMostShards) return std::nullopt;
  if (shard.index < 1 || shard.index > shard.count) return std::nullopt;
  return shard;
}

std::optional<BatchFormat> readFormat(const std::string& name) {
  if (name.empty()) return std::nullopt;
  return name == "csv" ? BatchFormat::Csv : BatchFormat::Jsonl;
}

// A client has one thread, which takes the processor's time long before so many connections are busy: they are shared
// out, to no more threads than there are cores.
std::size_t clientsFor(std::size_t connections) {
  constexpr std::size_t kConnectionsOfThread = 128;
  const std::size_t cores = std::max<std::size_t>(std::thread::hardware_concurrency(), 1);
  return std::clamp<std::size_t>(connections / kConnectionsOfThread, 1, cores);
}

// A connection is a file descriptor, of which a shell allows 1024 or so unless it is asked for more. A client has two
// to wait with, and libcurl another two for each 128 connections of a client, or part of them.
bool allowOpenFiles(std::size_t connections) {
  constexpr rlim_t kOthers = 64;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return true;
  const rlim_t needed = connections + connections / 64 + 4 * clientsFor(connections) + kOthers;
  if (limit.rlim_cur >= needed) return true;
  limit.rlim_cur = std::min(needed, limit.rlim_max);
  return setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= needed;
}

// What is wrong with key, region, endpoint and the like shows before a line is read.
Outcome<void> trySigning(const AcsClient& client) {
  BandPrecheckRequest request;
  request.setIpAddress("192.0.2.1").setPort(1);
  const Outcome<SignedRequest> made = client.sign(request);
  return made ? Outcome<void>() : Outcome<void>(made.error());
}

std::vector<AcsClient> makeClients(const Session& session, ClientProfile profile, std::size_t connections) {
  const std::size_t count = clientsFor(connections);
  std::vector<AcsClient> clients;
  for (std::size_t i = 0; i < count; ++i) {
    profile.async.maxConnectionsPerHost = connections / count + (i < connections % count ? 1 : 0);
    clients.push_back(session.makeClient(profile));
  }
  return clients;
}

}  // namespace

CLI::Option* addBatchOptions(CLI::App& command, BatchArguments& arguments) {
  CLI::Option* batch = command.add_option(
      "--batch", arguments.input, "Precheck every line of a file of CSV (ip,port,key) or JSONL; - is standard input");
  command.add_option("--concurrency", arguments.concurrency, "Calls at once, 64 by default")
      ->check(CLI::Range(1, kMostConcurrency))
      ->needs(batch);
  command.add_option("--rate", arguments.rate, "The most calls a second; default: as many as go")->needs(batch);
  command.add_option("--input-format", arguments.inputFormat, "csv or jsonl; default: the first character tells")
      ->check(CLI::IsMember({"csv", "jsonl"}))
      ->needs(batch);
  CLI::Option* file = command.add_option("--output-file", arguments.outputFile,
                                         "Where the results go; a second run goes on where the first stopped");
  file->needs(batch);
  command
      .add_flag("--retry-failed", arguments.retryFailed,
                "Lines that failed for the network or an overloaded service are done again")
      ->needs(file);
  command.add_option("--shard", arguments.shard, "I/N: only the I-th of N parts of the file, from 1/N to N/N")
      ->needs(batch);
  return batch;
}

ExitCode runBatch(const Session& session, const BatchArguments& arguments) {
  const bool isLimited = arguments.rate != 0;
  if (isLimited && !(arguments.rate >= kSlowestRate && arguments.rate <= kFastestRate)) {
    return refuse("--rate: not a number of calls a second from 0.1 to 1000000");
  }
  const std::optional<Shard> shard = arguments.shard.empty() ? Shard() : readShard(arguments.shard);
  if (!shard) return refuse("--shard: \"" + arguments.shard + "\" is not I/N, with I from 1 to N");
  const auto connections = static_cast<std::size_t>(arguments.concurrency);
  if (!allowOpenFiles(connections)) {
    return refuse("--concurrency: the system does not allow so many connections (open files, ulimit -n)");
  }

  const Outcome<ClientProfile> profile = session.makeProfile();
  if (!profile) return session.fail(profile.error(), false);
  const std::vector<AcsClient> clients = makeClients(session, *profile, connections);
  const Outcome<void> signs = trySigning(clients.front());
  if (!signs) return session.fail(signs.error(), false);

  ByteSource source;
  if (!source.open(arguments.input)) {
    return refuse("can't open " + arguments.input + ": " + std::strerror(errno));
  }
  const BatchFormat format = readFormat(session.options().output).value_or(BatchFormat::Csv);
  ResultFile results(format);
  if (arguments.outputFile.empty()) {
    results.useStandardOutput();
  } else {
    const std::string problem = results.open(arguments.outputFile, arguments.retryFailed);
    if (!problem.empty()) return refuse("--output-file: " + problem);
  }

  BatchOptions options;
  options.maxInFlight = connections + connections / 4 + 1;  // so that a connection that comes free has its next call
  options.maxRate = arguments.rate;
  options.call.retry = 2;
  BatchRun run(session, BatchPrecheck::Clients(clients.begin(), clients.end()), source,
               readFormat(arguments.inputFormat), *shard, results, format, options);
  return run.run();
}

}  // namespace cli
}  // namespace snsuapi
