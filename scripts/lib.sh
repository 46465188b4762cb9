# Shared by ./start and ./check. Sourced, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

say() { printf '\033[1m%s\033[0m\n' "$*"; }
die() { printf '错误：%s\n' "$*" >&2; exit 1; }

# need_packages LIST… : installs the Debian packages of the lists that are missing.
need_packages() {
  local missing=() name
  command -v dpkg-query >/dev/null || die "这台机器不是 Debian：请按 packaging/*.txt 的清单自行安装依赖"
  local installed
  installed=$(dpkg-query -W -f='${db:Status-Abbrev}${Package}\n' 2>/dev/null | sed -n 's/^ii //p' | sort -u)
  for name in $(grep -hv '^#' "$@"); do
    grep -qx "$name" <<<"$installed" || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "安装 ${#missing[@]} 个软件包：${missing[*]}"
  [ "$(id -u)" -eq 0 ] || die "安装软件包需要管理员权限。请先运行：
  sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# need_node: puts a Node.js that the front end's tools accept (20.19 or newer) first on the PATH.
need_node() {
  local version
  version=$(node --version 2>/dev/null | tr -d v)
  if printf '20.19.0\n%s\n' "${version:-0}" | sort -VC; then return 0; fi
  local place="$root/build/node"
  if [ ! -x "$place/node_modules/node/bin/node" ]; then
    say "系统的 Node.js ${version:-（无）} 太旧，取一份 20.x 放在 build/node"
    command -v npm >/dev/null || need_packages <(echo npm)
    mkdir -p "$place"
    npm install --loglevel=error --no-save --prefix "$place" node@20 npm@10 >/dev/null || {
      say "没有取到 Node.js 20：原因见上；请检查网络、代理和证书（npm config），再运行一次" >&2
      return 1
    }
  fi
  export PATH="$place/node_modules/node/bin:$place/node_modules/.bin:$PATH"
}

# build_web: web/dist from web/, when any source is newer.
build_web() {
  local stamp=web/dist/index.html
  if [ -f "$stamp" ] && [ -z "$(find web/src web/public web/index.html web/package-lock.json web/vite.config.ts -newer "$stamp" -print -quit 2>/dev/null)" ]; then
    return 0
  fi
  need_node || return 1
  say "构建网页"
  if [ ! -d web/node_modules ] || [ web/package-lock.json -nt web/node_modules/.package-lock.json ]; then
    (cd web && npm ci --loglevel=error --no-audit --no-fund) || {
      say "网页的依赖没有装好：原因见上；请检查网络、代理和证书（npm config），再运行一次" >&2
      return 1
    }
  fi
  (cd web && npm run --silent build)
}

# build_preset PRESET TARGET… : configures once, then builds.
build_preset() {
  local preset=$1
  shift
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >"/tmp/jiheng-cmake-$$.log" 2>&1 || {
    cat "/tmp/jiheng-cmake-$$.log" >&2
    die "配置构建失败"
  }
  rm -f "/tmp/jiheng-cmake-$$.log"
  ninja -C "build/$preset" "$@"
}
