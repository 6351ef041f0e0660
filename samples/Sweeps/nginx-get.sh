#!/bin/sh
# Starts nginx, asks for a file, and writes down the status; 000 where there was no answer.
nginx -p "$PWD" -c "$PWD/nginx.conf" -e logs/error.log &
server=$!
tries=0
until [ -S nginx.sock ]; do
  kill -0 "$server" 2>/dev/null || break
  tries=$((tries + 1))
  [ "$tries" -lt 200 ] || break
  sleep 0.02
done
curl -sS --max-time 10 --unix-socket nginx.sock -o body -w '%{http_code}\n' http://localhost/f >code 2>/dev/null || echo 000 >code
kill "$server" 2>/dev/null
wait "$server"
true
