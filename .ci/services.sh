# Sourced by .ci/run: a Postgres and a Redis of our own, on free loopback ports, with everything they write in one folder.

# Installs Debian's packages without starting their services, which would take the usual ports.
install_services() {
  local policy=/usr/sbin/policy-rc.d made_policy=
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && made_policy=yes
  fi
  local status=0
  apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      redis-server postgresql tmux || status=$?
  if [ -n "$made_policy" ]; then rm -f "$policy"; fi
  return "$status"
}

# Starts both below folder $1, and exports DATABASE_URL and REDIS_URL.
start_services() {
  local home=$1 pg_bin pg_port redis_port
  pg_bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1) || return 1
  pg_port=$(free_port) && redis_port=$(free_port) || return 1

  mkdir -p "$home/postgres" "$home/redis"
  if [ "$(id -u)" = 0 ]; then chmod 711 "$home" && chown postgres "$home/postgres"; fi
  as_postgres "$pg_bin/initdb" -D "$home/postgres/data" -U postgres -A trust -E UTF8 --no-sync >/dev/null || return 1
  as_postgres "$pg_bin/pg_ctl" -D "$home/postgres/data" -l "$home/postgres/log" -w -t 60 \
    -o "-p $pg_port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off" start >/dev/null || return 1
  redis-server --bind 127.0.0.1 --port "$redis_port" --dir "$home/redis" --save '' --appendonly no \
    --daemonize yes --pidfile "$home/redis/pid" --logfile "$home/redis/log" || return 1

  SERVICES_HOME=$home SERVICES_PG_BIN=$pg_bin
  export DATABASE_URL="postgres://postgres@127.0.0.1:$pg_port/postgres"
  export REDIS_URL="redis://127.0.0.1:$redis_port"
}

# Stops what start_services started; does nothing the second time.
stop_services() {
  [ -n "${SERVICES_HOME:-}" ] || return 0
  as_postgres "$SERVICES_PG_BIN/pg_ctl" -D "$SERVICES_HOME/postgres/data" -m immediate stop >/dev/null || true
  redis-cli -u "$REDIS_URL" shutdown nosave >/dev/null 2>&1 || true
  unset SERVICES_HOME DATABASE_URL REDIS_URL
}

# Postgres refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}
