#!/usr/bin/env bash
# The main job, end to end, through real HTTP with verified signatures: installs what is missing, builds, starts the
# sandbox, and prechecks a line, orders an offer, starts a speed-up, queries it and stops it.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-deps.sh
scripts/build.sh release

bin=$PWD/build/release/tools
work=$(mktemp -d)
sandbox_pid=
clean_up() {
  if [ -n "$sandbox_pid" ]; then
    kill "$sandbox_pid" 2>/dev/null || true
    wait "$sandbox_pid" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The pipe gives the sandbox's first line when it is ready: nothing to wait for by the clock.
mkfifo "$work/ready"
"$bin/sandbox/snsuapi-sandbox" >"$work/ready" 2>"$work/sandbox.log" &
sandbox_pid=$!
if ! read -r line <"$work/ready"; then
  echo "demo: the sandbox did not start:" >&2
  cat "$work/sandbox.log" >&2
  exit 1
fi
export SNSUAPI_ENDPOINT=${line#listening on }
export ALIBABA_CLOUD_ACCESS_KEY_ID=testid ALIBABA_CLOUD_ACCESS_KEY_SECRET=testsecret
unset ALIBABA_CLOUD_SECURITY_TOKEN ALIBABA_CLOUD_PROFILE || true
echo "sandbox: $line"

snsuapi() {
  printf '\n$ snsuapi %s\n' "$*"
  "$bin/cli/snsuapi" "$@"
}

# The first number that the JSON on stdin gives for a name; every number is printed bare.
number() { grep -o "\"$1\": *[0-9]*" | head -n 1 | grep -o '[0-9]*$'; }

line=(--ip 203.0.113.7 --port 50123)
snsuapi precheck "${line[@]}"
precheck=$("$bin/cli/snsuapi" precheck "${line[@]}" --output json)
band=$(number bandId <<<"$precheck")
offer=$(number offerId <<<"$precheck")
bandwidth=$(number bandwidth <<<"$precheck")
snsuapi order --band-id "$band" --offer-id "$offer" --yes
snsuapi start "${line[@]}" --band-id "$band" --direction down --bandwidth "$bandwidth"
snsuapi status --band-id "$band"
snsuapi stop "${line[@]}" --band-id "$band" --direction down
snsuapi status --band-id "$band"

printf '\nA wrong secret is refused:\n'
if ALIBABA_CLOUD_ACCESS_KEY_SECRET=wrong snsuapi status --band-id "$band"; then
  echo "demo: the sandbox took a request that was signed with a wrong secret" >&2
  exit 1
fi
printf '\ndemo passed: precheck, order, start, status, stop\n'
