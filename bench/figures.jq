# The report as docs/performance.md shows it: jq -r -f figures.jq report.json, after the table, which stands in $table.

def line: "| " + join(" | ") + " |";
def cells: split("\t") | map(gsub("<="; "≤") | gsub(">="; "≥"));
def us: . * 10 | round / 10 | tostring;

($table | rtrimstr("\n") | split("\n")) as $rows
| "Measured on \(.date | .[0:10]): \(.machine.cpu), \(.machine.cores) cores; \(.software.compiler), libcurl \(.software.libcurl), \(.software.openssl).",
"",
($rows[0] | cells | line), "|---|---|---|---|---|---|", ($rows[1:][] | cells | line),
"",
"| calls in flight | floor: all done after | SDK | floor: CPU of each | SDK | floor: memory of each | SDK |", "|---|---|---|---|---|---|---|",
(.in_flight[] | [
  "\(.calls)",
  "\(.["wall_ms/floor"] | us) ms", "\(.["wall_ms/sdk"] | us) ms",
  "\(.["cpu_us/floor"] | us) µs", "\(.["cpu_us/sdk"] | us) µs",
  "\(.["bytes/floor"] | round) bytes", "\(.["bytes/sdk"] | round) bytes"] | line)
