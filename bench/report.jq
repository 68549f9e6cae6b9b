# From the JSON of the bench programs, slurped, and the size of the library, to the report: what was measured, against
# what it has to reach. jq -s --argjson stripped_bytes N -f report.jq

def row(what; of; quantity; unit; value; target):
  {
    what: what, unit: unit,
    floor: of[quantity + "/floor"], sdk: of[quantity + "/sdk"],
    value: value, target: target
  };

# `quantity/name` with its spread.
def spread(of; name): {is: of[name], p10: of[name + "/p10"], p90: of[name + "/p90"]};

def ratio(what; of; quantity; unit; target):
  row(what; of; quantity; unit; spread(of; quantity + "/ratio") + {unit: "x"}; target);
def absolute(what; of; quantity; unit; target):
  row(what; of; quantity; unit; spread(of; quantity + "/sdk") + {unit: unit}; target);
# What a loop on the processor costs when nobody else uses its core: whoever does can only make it slower.
def undisturbed(what; of; quantity; unit; target):
  row(what; of; quantity; unit;
      spread(of; quantity + "/sdk") | {is: .p10, p90, unit: unit}; target);
def more(what; of; quantity; unit; target):
  row(what; of; quantity; unit;
      {is: (if of[quantity + "/sdk"] and of[quantity + "/floor"]
            then of[quantity + "/sdk"] - of[quantity + "/floor"] else null end), unit: ("more " + unit)}; target);
def peak(what; of):
  row(what; of; "peak_kib"; "KiB"; spread(of; "peak_kib/difference") + {unit: "more KiB"}; {at_most: 512});

def judged:
  . + {ok: (if .value.is == null then "not measured"
            elif .target == null then null
            elif .target.at_most then .value.is <= .target.at_most
            else .value.is >= .target.at_least end)};

(map(.benchmarks[]) | map({key: (.name | sub("/iterations:.*"; "")), value: .}) | from_entries) as $measured
| ($measured.call // {}) as $call
| ($measured.sign // {}) as $sign
| ($measured.parse // {}) as $parse
| def flight(n): $measured["in_flight/\(n)"] // {};
{
  date: .[0].context.date,
  machine: (.[0].context | {cpu, cores: .num_cpus}),
  software: (.[0].context | {compiler, libcurl, openssl}),
  rows: [
    ratio("CPU of a whole call"; $call; "cpu_us"; "µs"; {at_most: 1.10}),
    more("allocations of a whole call"; $call; "allocations"; ""; {at_most: 12}),
    undisturbed("build and sign a request, fastest tenth"; $sign; "cpu_us"; "µs"; {at_most: 3}),
    absolute("allocations of that"; $sign; "allocations"; ""; {at_most: 4}),
    undisturbed("parse an answer with two offers, fastest tenth"; $parse; "cpu_us"; "µs"; {at_most: 1}),
    absolute("allocations of that"; $parse; "allocations"; ""; {at_most: 3}),
    ratio("200 calls in flight, until all are done"; flight(200); "wall_ms"; "ms"; {at_most: 1.15}),
    ratio("5,000 calls in flight"; flight(5000); "wall_ms"; "ms"; {at_most: 1.2}),
    absolute("memory of each of 1,000 calls in flight"; flight(1000); "bytes"; "bytes"; null),
    peak("peak memory of 1,000 calls, one by one"; $measured.peak_memory // {}),
    peak("the same with the preset minsize"; $measured.small_peak_memory // {}),
    absolute("the first client of a process"; $measured.first_client // {}; "wall_us"; "µs"; {at_most: 100}),
    ratio("batch, 512 calls in flight"; $measured.batch // {}; "calls_per_second"; "calls/s"; {at_least: 0.90}),
    {what: "stripped shared library", unit: "bytes", floor: null, sdk: $stripped_bytes,
     value: {is: $stripped_bytes, unit: "bytes"}, target: {at_most: 200000}}
  ] | map(judged),
  in_flight: [
    $measured | to_entries[] | select(.key | startswith("in_flight/"))
    | {calls: (.key | ltrimstr("in_flight/") | tonumber)}
      + (.value | with_entries(select(.key | test("^(cpu_us|wall_ms|bytes|allocations)/"))))
  ] | sort_by(.calls)
}
