#!/bin/sh
# If redis has said OK, the key is there after a restart without failures.
grep -qx OK said 2>/dev/null || exit 0
rm -f s
redis-server --port 0 --unixsocket "$PWD/s" --dir "$PWD" --save '' --appendonly yes --logfile "$PWD/log" >/dev/null 2>&1 &
server=$!
tries=0
until redis-cli -s "$PWD/s" ping 2>/dev/null | grep -q PONG; do
  kill -0 "$server" 2>/dev/null || exit 1
  tries=$((tries + 1))
  [ "$tries" -lt 500 ] || exit 1
  sleep 0.02
done
value=$(redis-cli -s "$PWD/s" get key)
redis-cli -s "$PWD/s" shutdown nosave >/dev/null 2>&1
wait "$server"
[ "$value" = value ]
