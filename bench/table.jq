# The report's rows as lines of cells: jq -r -f table.jq report.json

def two_decimals:
  if . < 0 then "-" + (-. | two_decimals)
  else (. * 100 | round) as $hundredths
  | ($hundredths % 100 | tostring) as $rest
  | "\($hundredths / 100 | floor).\(if $rest | length < 2 then "0" + $rest else $rest end)" end;

def number:
  if . == null then "–"
  elif . == round or (. | fabs) >= 1000 then round | tostring
  else two_decimals end;

def value: "\(.is | number) \(.unit)" + if .p10 then " (\(.p10 | number)..\(.p90 | number))" elif .p90 then " (..\(.p90 | number))" else "" end;

def amount(unit): if . == null then "–" else "\(number) \(unit)" end;

def target: if . == null then "–" elif .at_most then "<= \(.at_most)" else ">= \(.at_least)" end;

def verdict: if . == true then "yes" elif . == false then "MISSED" elif . == null then "–" else . end;

["what", "floor", "SDK", "ratio or value (p10..p90)", "target", "ok?"],
(.rows[] | .unit as $unit
  | [.what, (.floor | amount($unit)), (.sdk | amount($unit)), (.value | value), (.target | target), (.ok | verdict)])
| map(gsub(" +$"; "") | gsub("  +"; " "))
| @tsv
