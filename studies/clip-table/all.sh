#!/bin/bash
# The whole table of clip-table.md, in the repository's root: attacks, then repairs of each, for three seeds. What is there already
# is not run again. About 110 minutes of one core.
set -euo pipefail
runs=runs/clip-table
mkdir -p "$runs"

run() { # an experiment on standard input, into a folder
  [ -e "$runs/$1/result.json" ] && return
  rm -rf "${runs:?}/$1"
  cat >"$runs/$1.toml"
  mvn -q compile exec:exec -Dworkbench.args="run $runs/$1.toml --out $runs/$1"
}

for seed in 1 2 3; do
  for attack in badnets badclip sig blended badclip-notriplet badclip-notext badclip-random; do
    sed "s/^seed = .*/seed = $seed/" "studies/clip-table/$attack.toml" | run "$attack-$seed"
  done
  for attack in badnets badclip sig blended; do
    for repair in fine-tuning cleanclip par linear-probe rvpt; do
      sed "s/^seed = .*/seed = $seed/; s/badnets-1/$attack-$seed/; s/^name = .*/name = \"$attack-$repair\"/" \
        "studies/clip-table/badnets-$repair.toml" | run "$attack-$repair-$seed"
    done
  done
done
mvn -q compile exec:exec -Dworkbench.args="study $runs --claims studies/claims.toml"
