# shellcheck shell=bash
# Sourced by the scripts beside it. `setup demo` or `setup dev` makes .venv with those requirements
# and static/vendor; what is unchanged since the last time is left alone.

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

digest() {
    cat "$@" | sha256sum | cut -d' ' -f1
}

# done_before STAMP DIGEST: whether STAMP says that this very input has been dealt with.
done_before() {
    [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

find_python() {
    local name
    for name in python3.13 python3.12 python3.11 python3; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

pip_install() {
    .venv/bin/python -m pip install -qq --disable-pip-version-check "$@"
}

setup_python() {
    local wanted python
    wanted=$(digest requirements.txt requirements-demo.txt "requirements-$1.txt")
    if .venv/bin/python -c '' 2>/dev/null && done_before ".venv/.installed-$1" "$wanted"; then
        return
    fi
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        python=$(find_python) || fail "需要 Python 3.11 至 3.13。"
        rm -rf .venv
        "$python" -m venv .venv || fail "无法建立虚拟环境；Debian、Ubuntu 请先安装 python3-venv。"
    fi
    echo "正在安装 Python 依赖……"
    pip_install -r "requirements-$1.txt"
    echo "$wanted" >".venv/.installed-$1"
}

# Puts npm on the PATH, from PyPI where the machine has none.
need_npm() {
    if ! command -v npm >/dev/null; then
        [ -x .venv/bin/npm ] || pip_install -r requirements-node.txt
        PATH="$PWD/.venv/bin:$PATH"
    fi
}

setup_assets() {
    local wanted target=static/vendor
    wanted=$(digest package-lock.json scripts/setup.sh)
    if done_before "$target/.installed" "$wanted"; then
        return
    fi
    echo "正在安装页面资源……"
    need_npm
    npm ci --loglevel=error >/dev/null
    rm -rf "$target"
    mkdir -p "$target/fonts"
    # The maps and the older font formats are not shipped, so the files must not name them.
    copy_asset @tabler/icons-webfont/dist/tabler-icons.min.css
    copy_asset htmx.org/dist/htmx.min.js
    cp node_modules/@tabler/icons-webfont/dist/fonts/tabler-icons.woff2 "$target/fonts/"
    echo "$wanted" >"$target/.installed"
}

copy_asset() {
    sed -e 's,/[/*]# sourceMappingURL=.*$,,' \
        -e 's/,url("[^"]*\.\(woff\|ttf\)?[^"]*") format("[a-z]*")//g' \
        "node_modules/$1" >"static/vendor/$(basename "$1")"
}

setup() {
    command -v sha256sum >/dev/null || fail "需要 Linux（未找到 sha256sum）。"
    setup_python "$1"
    setup_assets
}
