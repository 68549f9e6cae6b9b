#include "samples.hpp"

#include <algorithm>
#include <cmath>

namespace snsuapi_bench {

double Samples::quantile(double part) const {
  if (values_.empty()) return 0;
  std::vector<double> values = values_;
  const auto place = std::lround(part * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + place, values.end());
  return values[static_cast<std::size_t>(place)];
}

void Samples::tell(benchmark::State& state, const std::string& name) const {
  state.counters[name] = quantile(0.5);
  state.counters[name + "/p10"] = quantile(0.1);
  state.counters[name + "/p90"] = quantile(0.9);
}

void Pair::add(double floor, double sdk) {
  floor_.add(floor);
  sdk_.add(sdk);
  ratio_.add(sdk / floor);
}

void Pair::tell(benchmark::State& state, const std::string& quantity) const {
  floor_.tell(state, quantity + "/floor");
  sdk_.tell(state, quantity + "/sdk");
  ratio_.tell(state, quantity + "/ratio");
}

void giveUp(benchmark::State& state, const std::string& why) {
  state.counters.clear();
  state.SetLabel(why);
  state.SkipWithError(why.c_str());
}

}  // namespace snsuapi_bench
