# shellcheck shell=bash
# Sourced after scripts/setup.sh. `setup_browser` sees to it that tests/browser.py finds a Chromium:
# the machine's own, or one from npm in .browser/ with its libraries and Chinese glyphs from PyPI.

setup_browser() {
    local name wanted source=scripts/browser/node_modules/@sparticuz/chromium/bin
    if [ -n "${TOUYAN_CHROMIUM:-}" ]; then
        return
    fi
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null; then
            return
        fi
    done
    wanted=$(digest scripts/browser/package-lock.json scripts/browser/setup.sh requirements-fonts.txt)
    if done_before .browser/.installed "$wanted"; then
        return
    fi
    echo "未找到 Chromium，正在安装测试用浏览器……"
    need_npm
    npm ci --prefix scripts/browser --loglevel=error >/dev/null
    pip_install -r requirements-fonts.txt
    rm -rf .browser
    mkdir -p .browser/fonts
    node scripts/browser/unpack.mjs "$source/chromium.br" .browser/chromium
    node scripts/browser/unpack.mjs "$source/al2023.tar.br" .browser/libraries.tar
    tar -xf .browser/libraries.tar -C .browser
    rm .browser/libraries.tar
    chmod +x .browser/chromium
    cp "$(.venv/bin/python -c 'import manimgx_fonts_cjk as f; print(f.__path__[0])')"/*.ttc .browser/fonts/
    cat >.browser/fonts.conf <<EOF
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>$PWD/.browser/fonts</dir>
  <cachedir>$PWD/.browser/font-cache</cachedir>
</fontconfig>
EOF
    echo "$wanted" >.browser/.installed
}
