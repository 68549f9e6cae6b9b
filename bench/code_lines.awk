# Two callgrind profiles (--dump-instr=yes --compress-pos=no --compress-strings=no), the floor's and the SDK's, to what a
# call runs in each: awk -v calls=N -f code_lines.awk FLOOR SDK. Code that ran less than once a call is left out.

FNR == 1 { who = (NR == 1) ? "floor" : "sdk"; skip = 0; object = ""; name = "" }

/^ob=/ { object = substr($0, 4); sub(/.*\//, "", object); next }
/^fn=/ { name = substr($0, 4); next }
/^calls=/ { skip = 1; next }  # the next line has the cost of what was called, which stands with the callee as well
/^0x/ {
  if (skip) { skip = 0; next }
  # A line of the cache holds 64 bytes: all but the last digit and a half of the address.
  last = index("0123456789abcdef", substr($1, length($1) - 1, 1)) - 1
  line = substr($1, 1, length($1) - 2) int(last / 4)
  count[who, object, line, name] += $3
}

END {
  for (key in count) {
    if (count[key] < calls) continue
    split(key, part, SUBSEP)
    of = part[1]; object = part[2]; line = part[3]; name = part[4]
    instructions[of] += count[key]
    instructions[of, object] += count[key]
    if (!((of, object, line) in seen)) {
      seen[of, object, line] = 1
      ++lines[of]
      ++lines[of, object]
      objects[object] = 1
    }
    if (of == "sdk") inSdk[key] = 1
  }
  for (key in inSdk) {
    split(key, part, SUBSEP)
    function_ = part[2] " " part[4]
    sdkInstructions[function_] += count[key]
    if (!(("floor", part[2], part[3]) in seen)) ++own[function_]
  }

  form = "%-34s %12s %12s %7s %10s %10s %7s\n"
  printf form, "a call", "instructions", "", "", "code lines", "", ""
  printf form, "", "floor", "SDK", "ratio", "floor", "SDK", "ratio"
  printf form, "all", each("floor"), each("sdk"), ratio(instructions["sdk"], instructions["floor"]), \
    lines["floor"], lines["sdk"], ratio(lines["sdk"], lines["floor"])
  sort = "sort -k6,6nr"
  fflush()
  for (object in objects) {
    printf form, object, each("floor" SUBSEP object), each("sdk" SUBSEP object), \
      ratio(instructions["sdk", object], instructions["floor", object]), lines["floor", object] + 0, \
      lines["sdk", object] + 0, ratio(lines["sdk", object], lines["floor", object]) | sort
  }
  close(sort)

  printf "\nthe SDK's functions with the most code lines that the floor does not run\n"
  printf "%10s %12s  %s\n", "code lines", "instructions", "function"
  sort = "sort -k1,1nr | head -n 40"
  fflush()
  for (function_ in own) printf "%10d %12.0f  %s\n", own[function_], sdkInstructions[function_] / calls, function_ | sort
  close(sort)
}

function each(key) { return sprintf("%.0f", instructions[key] / calls) }
function ratio(above, below) { return below ? sprintf("%.2f", above / below) : "-" }
