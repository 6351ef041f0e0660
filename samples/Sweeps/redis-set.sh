#!/bin/sh
# Starts redis with an append-only file, sets a key, and writes down what redis says to it.
redis-server --port 0 --unixsocket "$PWD/s" --dir "$PWD" --save '' --appendonly yes --appendfsync always --logfile "$PWD/log" &
server=$!
tries=0
until redis-cli -s "$PWD/s" ping 2>/dev/null | grep -q PONG; do
  kill -0 "$server" 2>/dev/null || exit 1
  tries=$((tries + 1))
  [ "$tries" -lt 200 ] || exit 1
  sleep 0.02
done
redis-cli -s "$PWD/s" set key value >said 2>&1
redis-cli -s "$PWD/s" shutdown nosave >/dev/null 2>&1
wait "$server"
true
