#include "commands.hpp"

#include <algorithm>
#include <charconv>
#include <iostream>
#include <memory>

#include "confirmation.hpp"
#if !defined(_WIN32)
#include "batch/batch_command.hpp"
#endif

namespace snsuapi {
namespace cli {

namespace {

using nlohmann::ordered_json;

/// Where the arguments of all commands go; one command is run, so they share the places.
struct Arguments {
  std::string ip;
  int port = 0;
  std::int64_t bandId = 0;
  std::int64_t offerId = 0;
  bool yes = false;
  std::string direction;
  std::int64_t bandwidth = 0;
  std::optional<std::string> scene;
  std::string token;
  std::optional<std::string> duration;
  std::optional<std::string> mobileIp;
  std::optional<std::string> publicIp;
  std::optional<std::string> publicPort;
  std::optional<std::string> destinationIp;
  std::string correlationId;
  std::string action;
  std::vector<std::string> parameters;
};
using Shared = std::shared_ptr<Arguments>;

Report makeReport(const AcsResponse& response, std::vector<std::vector<std::string>> rows, ordered_json fields) {
  Report report;
  report.rows = std::move(rows);
  report.rows.push_back({"request id:", response.getRequestId()});
  if (!response.getResultMessage().empty()) report.rows.push_back({"message:", response.getResultMessage()});
  report.json = std::move(fields);
  report.json["requestId"] = response.getRequestId();
  report.json["message"] = response.getResultMessage();
  return report;
}

std::string mbps(std::int64_t rate) { return std::to_string(rate) + " Mbps"; }

std::string durationText(const BandOffer& offer) {
  return offer.isMonthly() ? "monthly" : std::to_string(offer.getDuration()) + " h";
}

Report renderPrecheck(const BandPrecheckResponse& response) {
  const auto& module = response.getResultModule();
  ordered_json offers = ordered_json::array();
  std::vector<std::vector<std::string>> offerRows = {{"OFFER ID", "DIRECTION", "BANDWIDTH", "DURATION"}};
  for (const BandOffer& offer : module.getBandOfferList()) {
    const std::string direction(offer.getDirection().text());
    offerRows.push_back(
        {std::to_string(offer.getOfferId()), direction, mbps(offer.getBandwidth()), durationText(offer)});
    offers.push_back({{"offerId", offer.getOfferId()},
                      {"direction", direction},
                      {"bandwidth", offer.getBandwidth()},
                      {"duration", offer.getDuration()},
                      {"monthly", offer.isMonthly()}});
  }
  Report report = makeReport(response,
                             {{"band id:", std::to_string(module.getBandId())},
                              {"upload:", mbps(module.getUploadBandwidth())},
                              {"download:", mbps(module.getDownloadBandwidth())}},
                             {{"bandId", module.getBandId()},
                              {"uploadBandwidth", module.getUploadBandwidth()},
                              {"downloadBandwidth", module.getDownloadBandwidth()},
                              {"offers", std::move(offers)}});
  if (module.getBandOfferList().empty()) offerRows = {{"no offer fits this line"}};
  report.rows.emplace_back();
  report.rows.insert(report.rows.end(), offerRows.begin(), offerRows.end());
  return report;
}

Report renderOrder(const BandOfferOrderResponse& response) {
  const std::int64_t orderId = response.getResultModule().getLxOrderId();
  return makeReport(response, {{"order id:", std::to_string(orderId)}}, {{"orderId", orderId}});
}

Report renderStatus(const BandStatusQueryResponse& response) {
  const auto text = [](const std::optional<int>& rate) { return rate ? mbps(*rate) : std::string("not accelerated"); };
  const auto json = [](const std::optional<int>& rate) { return rate ? ordered_json(*rate) : ordered_json(nullptr); };
  const auto& module = response.getResultModule();
  return makeReport(
      response, {{"upload:", text(module.getUploadTarget())}, {"download:", text(module.getDownloadTarget())}},
      {{"uploadTarget", json(module.getUploadTarget())}, {"downloadTarget", json(module.getDownloadTarget())}});
}

// A yes or no of the service under a name such as "started". A query is done with either answer; a change only with
// yes.
template <class Response>
auto renderBoolean(const char* name, bool isQuery = false) {
  return [name, isQuery](const Response& response) {
    const bool value = response.getResultModule();
    Report report = makeReport(response, {{std::string(name) + ":", value ? "yes" : "no"}}, {{name, value}});
    report.achieved = value || isQuery;
    return report;
  };
}

Report renderMobileStart(const MobileStartSpeedUpResponse& response) {
  return makeReport(response, {{"correlation id:", response.getResultModule()}},
                    {{"correlationId", response.getResultModule()}});
}

// How deep the brackets of a JSON text go.
int depthOf(const std::string& text) {
  int depth = 0;
  int deepest = 0;
  bool inString = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (inString && c == '\\') {
      ++i;
    } else if (c == '"') {
      inString = !inString;
    } else if (!inString && (c == '{' || c == '[')) {
      deepest = std::max(deepest, ++depth);
    } else if (!inString && (c == '}' || c == ']')) {
      --depth;
    }
  }
  return deepest;
}

// The service's answer as it came: the caller knows the action, the program does not. What can't be laid out, a number
// beyond every range or brackets without end, is shown as the text that it is: the call was done, and that must be
// told.
Report renderCommon(const CommonResponse& response) {
  constexpr int kDeepest = 100;
  Report report;
  report.json = depthOf(response.getData()) > kDeepest ? ordered_json(ordered_json::value_t::discarded)
                                                       : ordered_json::parse(response.getData(), nullptr, false);
  if (report.json.is_discarded()) report.json = response.getData();
  report.rows = {{"request id:", response.getRequestId()}, {"result:", response.getResultModule()}};
  return report;
}

std::string upperCase(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

// `-` is read from standard input, so that the token need not stand in the list of processes.
std::string readToken(const std::string& argument) {
  if (argument != "-") return argument;
  std::string line;
  std::getline(std::cin, line);
  return line;
}

ExitCode refuseUsage(const std::string& message) {
  std::cerr << "snsuapi: " << message << '\n';
  return kUsage;
}

ExitCode runOrder(const Session& session, const Arguments& arguments) {
  if (!arguments.yes && !session.options().dryRun) {
    const std::string endpoint = session.endpoint();
    switch (confirm("Order offer " + std::to_string(arguments.offerId) + " for line " +
                    std::to_string(arguments.bandId) + " at " + (endpoint.empty() ? "the real service" : endpoint) +
                    "? This charges the account.")) {
      case Answer::Yes:
        break;
      case Answer::No:
        std::cerr << "snsuapi: nothing was ordered\n";
        return kOther;
      case Answer::NoTerminal:
        return refuseUsage(
            "an order charges the account, and there is no terminal to ask on; add --yes to order without being asked");
    }
  }
  BandOfferOrderRequest request;
  request.setBandId(arguments.bandId).setOfferId(arguments.offerId);
  return session.run(request, renderOrder);
}

ExitCode runCall(const Session& session, const Arguments& arguments) {
  CommonRequest request;
  request.setAction(arguments.action);
  if (session.options().timestamp) request.putParameter("Timestamp", *session.options().timestamp);
  for (const std::string& parameter : arguments.parameters) {
    const std::size_t equals = parameter.find('=');
    if (equals == std::string::npos || equals == 0) {
      return refuseUsage("\"" + parameter + "\" is not NAME=VALUE");
    }
    request.putParameter(parameter.substr(0, equals), parameter.substr(equals + 1));
  }
  return session.run(request, renderCommon);
}

// Decimal digits alone, and nothing that does not fit: CLI11's own reading takes octal and hexadecimal, and brings an
// id that is too large to the largest one.
template <class Integer>
CLI::Option* addInteger(CLI::App& command, const std::string& name, Integer& target, const std::string& description) {
  const auto read = [&target, name](const std::string& text) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), target);
    if (error == std::errc() && end == text.data() + text.size() && !text.empty()) return;
    throw CLI::ValidationError(
        name, "\"" + text + "\" is not a whole number of " + std::to_string(8 * sizeof(Integer)) + " bits");
  };
  return command.add_option_function<std::string>(name, read, description)->type_name("INT")->required();
}

struct LineOptions {
  CLI::Option* ip;
  CLI::Option* port;
};

LineOptions addLine(CLI::App& command, const Shared& arguments) {
  CLI::Option* ip = command.add_option("--ip", arguments->ip, "The line's public address, IPv4 or IPv6")->required();
  CLI::Option* port = addInteger(command, "--port", arguments->port, "The port that the line is seen from")
                          ->check(CLI::Range(1, 65535));
  return {ip, port};
}

void addBand(CLI::App& command, const Shared& arguments) {
  addInteger(command, "--band-id", arguments->bandId, "The line's id, as precheck tells it");
}

void addDirection(CLI::App& command, const Shared& arguments) {
  command.add_option("--direction", arguments->direction, "up or down")
      ->required()
      ->check(CLI::IsMember({"up", "down"}, CLI::ignore_case));
}

void addCorrelationId(CLI::App& command, const Shared& arguments) {
  command.add_option("--correlation-id", arguments->correlationId, "What `mobile start` told")->required();
}

void addPrecheck(CLI::App& app, const Shared& arguments, Run& chosen) {
  CLI::App* command = app.add_subcommand("precheck", "Ask whether a line can be accelerated, and by which offers");
  [[maybe_unused]] const LineOptions line = addLine(*command, arguments);
#if !defined(_WIN32)
  const auto batch = std::make_shared<BatchArguments>();
  CLI::Option* file = addBatchOptions(*command, *batch);
  for (CLI::Option* option : {line.ip, line.port}) option->required(false)->excludes(file);
#endif
  command->callback([=, &chosen] {
#if !defined(_WIN32)
    if (file->count() > 0) {
      chosen = [batch](const Session& session) { return runBatch(session, *batch); };
      return;
    }
    for (const CLI::Option* option : {line.ip, line.port}) {
      if (option->count() == 0) throw CLI::RequiredError(option->get_name());
    }
#endif
    chosen = [arguments](const Session& session) {
      BandPrecheckRequest request;
      request.setIpAddress(arguments->ip).setPort(arguments->port);
      return session.run(request, renderPrecheck);
    };
  });
}

void addOrder(CLI::App& app, const Shared& arguments, Run& chosen) {
  CLI::App* command = app.add_subcommand("order", "Order an offer of a fresh precheck; this charges the account");
  addBand(*command, arguments);
  addInteger(*command, "--offer-id", arguments->offerId, "The offer, as precheck tells it");
  command->add_flag("--yes", arguments->yes, "Do not ask first");
  command->callback(
      [arguments, &chosen] { chosen = [arguments](const Session& session) { return runOrder(session, *arguments); }; });
}

void addStart(CLI::App& app, const Shared& arguments, Run& chosen) {
  CLI::App* command = app.add_subcommand("start", "Start a speed-up that was ordered");
  addLine(*command, arguments);
  addBand(*command, arguments);
  addDirection(*command, arguments);
  addInteger(*command, "--bandwidth", arguments->bandwidth, "The ordered rate in Mbps");
  command->add_option("--scene", arguments->scene, "BandScene, passed on as it is");
  command->callback([arguments, &chosen] {
    chosen = [arguments](const Session& session) {
      BandStartSpeedUpRequest request;
      request.setIpAddress(arguments->ip)
          .setPort(arguments->port)
          .setBandId(arguments->bandId)
          .setDirection(upperCase(arguments->direction))
          .setTargetBandwidth(arguments->bandwidth);
      if (arguments->scene) request.setBandScene(*arguments->scene);
      return session.run(request, renderBoolean<BandStartSpeedUpResponse>("started"));
    };
  });
}

void addStop(CLI::App& app, const Shared& arguments, Run& chosen) {
  CLI::App* command = app.add_subcommand("stop", "Stop the speed-up that runs in a direction");
  addLine(*command, arguments);
  addBand(*command, arguments);
  addDirection(*command, arguments);
  command->callback([arguments, &chosen] {
    chosen = [arguments](const Session& session) {
      BandStopSpeedUpRequest request;
      request.setIpAddress(arguments->ip)
          .setPort(arguments->port)
          .setBandId(arguments->bandId)
          .setDirection(upperCase(arguments->direction));
      return session.run(request, renderBoolean<BandStopSpeedUpResponse>("stopped"));
    };
  });
}

void addStatus(CLI::App& app, const Shared& arguments, Run& chosen) {
  CLI::App* command = app.add_subcommand("status", "Ask which speed-ups run on a line");
  addBand(*command, arguments);
  command->callback([arguments, &chosen] {
    chosen = [arguments](const Session& session) {
      BandStatusQueryRequest request;
      request.setBandId(arguments->bandId);
      return session.run(request, renderStatus);
    };
  });
}

void addMobileStart(CLI::App& mobile, const Shared& arguments, Run& chosen) {
  CLI::App* command = mobile.add_subcommand("start", "Start a mobile speed-up");
  command->add_option("--token", arguments->token, "Token, passed on as it is; - reads it from standard input")
      ->required();
  command->add_option("--duration", arguments->duration, "Duration, passed on as it is");
  command->add_option("--ip", arguments->mobileIp, "Ip, passed on as it is");
  command->add_option("--public-ip", arguments->publicIp, "PublicIp, passed on as it is");
  command->add_option("--public-port", arguments->publicPort, "PublicPort, passed on as it is");
  command->add_option("--destination-ip", arguments->destinationIp, "DestinationIpAddress, passed on as it is");
  command->callback([arguments, &chosen] {
    chosen = [arguments](const Session& session) {
      MobileStartSpeedUpRequest request;
      request.setToken(readToken(arguments->token));
      if (arguments->duration) request.setDuration(*arguments->duration);
      if (arguments->mobileIp) request.setIp(*arguments->mobileIp);
      if (arguments->publicIp) request.setPublicIp(*arguments->publicIp);
      if (arguments->publicPort) request.setPublicPort(*arguments->publicPort);
      if (arguments->destinationIp) request.setDestinationIpAddress(*arguments->destinationIp);
      return session.run(request, renderMobileStart);
    };
  });
}

void addMobile(CLI::App& app, const Shared& arguments, Run& chosen) {
  CLI::App* mobile = app.add_subcommand("mobile", "Start, stop and query mobile speed-ups");
  mobile->require_subcommand(1);
  addMobileStart(*mobile, arguments, chosen);

  CLI::App* stop = mobile->add_subcommand("stop", "Stop a mobile speed-up");
  addCorrelationId(*stop, arguments);
  stop->callback([arguments, &chosen] {
    chosen = [arguments](const Session& session) {
      MobileStopSpeedUpRequest request;
      request.setCorrelationId(arguments->correlationId);
      return session.run(request, renderBoolean<MobileStopSpeedUpResponse>("stopped"));
    };
  });

  CLI::App* status = mobile->add_subcommand("status", "Ask whether a mobile speed-up runs");
  addCorrelationId(*status, arguments);
  status->callback([arguments, &chosen] {
    chosen = [arguments](const Session& session) {
      MobileStatusQueryRequest request;
      request.setCorrelationId(arguments->correlationId);
      return session.run(request, renderBoolean<MobileStatusQueryResponse>("running", true));
    };
  });
}

void addCall(CLI::App& app, const Shared& arguments, Run& chosen) {
  CLI::App* command = app.add_subcommand("call", "Call any action by its name; nothing is checked");
  command->add_option("ACTION", arguments->action, "The action's name")->required();
  command->add_option("NAME=VALUE", arguments->parameters, "Its parameters");
  command->callback(
      [arguments, &chosen] { chosen = [arguments](const Session& session) { return runCall(session, *arguments); }; });
}

}  // namespace

void addCommands(CLI::App& app, Run& chosen) {
  const auto arguments = std::make_shared<Arguments>();
  addPrecheck(app, arguments, chosen);
  addOrder(app, arguments, chosen);
  addStart(app, arguments, chosen);
  addStop(app, arguments, chosen);
  addStatus(app, arguments, chosen);
  addMobile(app, arguments, chosen);
  addCall(app, arguments, chosen);
}

}  // namespace cli
}  // namespace snsuapi
